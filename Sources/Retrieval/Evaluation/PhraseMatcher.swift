internal import InvertedIndex

/// Finds the occurrences of a phrase in a document, from the positions of its words.
@safe struct PhraseMatcher {
  /// The lists of the distinct words.
  let lists: [PostingsList]
  /// Which of the cursors that are handed to the calls below is that of each distinct word.
  var cursorOfWord: [Int]
  /// For each place of the phrase: which distinct word, and the offset from the first word.
  private let places: [(word: Int, offset: UInt32)]
  private let slop: Int
  private let lengths: UnsafePointer<UInt16>?
  private let titleLengths: DocumentNumbers?
  private var positions: [[UInt32]]
  /// The document that the positions of each word are of.
  private var readFor: [DocID]
  private var starts: [UInt32] = []

  /// A matcher in segment `i`, or nil if a word is missing there.
  init?(_ plan: PhrasePlan, segment: Segment, index i: Int) throws(IndexError) {
    var lists: [PostingsList] = []
    var places: [(word: Int, offset: UInt32)] = []
    var seen: [Int] = []
    for (w, word) in plan.words.enumerated() {
      guard let list = word.lists[i] else { return nil }
      // A word that comes twice is read once.
      let same = seen.firstIndex { plan.words[$0].key == word.key }
      if same == nil {
        seen.append(w)
        lists.append(list)
      }
      places.append((same ?? lists.count - 1, UInt32(word.offset)))
    }
    self.lists = lists
    cursorOfWord = Array(lists.indices)
    self.places = places
    slop = plan.slop
    unsafe lengths = plan.isText ? segment.lengths : nil
    titleLengths = plan.titleOnly ? try segment.titleLengths() : nil
    positions = [[UInt32]](repeating: [], count: lists.count)
    readFor = [DocID](repeating: .end, count: lists.count)
  }

  /// The largest frequency that the phrase can have in the document that its words' cursors are on.
  mutating func mostFrequent(_ cursors: inout [PostingsCursor]) -> UInt32 {
    var least = UInt32.max
    for i in cursorOfWord { least = min(least, cursors[i].frequency()) }
    // With slop an occurrence may begin at any word.
    return slop == 0 ? least : least &* UInt32(places.count)
  }

  /// How often the phrase occurs in the document that its words' cursors are on.
  mutating func frequency(_ cursors: inout [PostingsCursor]) -> UInt32 {
    findOccurrences(&cursors)
    return UInt32(starts.count)
  }

  /// The positions where the phrase begins in the document that its words' cursors are on.
  mutating func occurrences(_ cursors: inout [PostingsCursor]) -> [UInt32] {
    findOccurrences(&cursors)
    return starts
  }

  private mutating func findOccurrences(_ cursors: inout [PostingsCursor]) {
    // The rarest word goes first: it leaves least to compare.
    var rarest = 0
    var least = UInt32.max
    for place in places.indices {
      let frequency = cursors[cursorOfWord[places[place].word]].frequency()
      if frequency < least { (rarest, least) = (place, frequency) }
    }
    if slop > 0 { return findSloppyOccurrences(&cursors) }
    read(places[rarest].word, &cursors)
    let offset = places[rarest].offset
    starts.removeAll(keepingCapacity: true)
    for position in positions[places[rarest].word] where position >= offset {
      starts.append(position - offset)
    }
    for place in places.indices where place != rarest {
      guard !starts.isEmpty else { return }
      let word = places[place].word
      read(word, &cursors)
      keepStarts(with: word, at: places[place].offset)
    }
    keepTitle(document: cursors[cursorOfWord[0]].document)
  }

  /// Reads the positions of a word in the document it stands on, once.
  private mutating func read(_ word: Int, _ cursors: inout [PostingsCursor]) {
    let cursor = cursorOfWord[word]
    guard readFor[word] != cursors[cursor].document else { return }
    readFor[word] = cursors[cursor].document
    let count = Int(cursors[cursor].frequency())
    if positions[word].count < count {
      positions[word].append(contentsOf: repeatElement(0, count: count - positions[word].count))
    } else {
      positions[word].removeLast(positions[word].count - count)
    }
    unsafe positions[word].withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      unsafe cursors[cursor].readPositions(lengths: lengths, into: base)
    }
  }

  /// Keeps the starts that have a position at `offset` from them; a merge of two ascending runs.
  private mutating func keepStarts(with word: Int, at offset: UInt32) {
    var kept = 0
    var next = 0
    let count = positions[word].count
    for i in starts.indices {
      let wanted = starts[i] &+ offset
      while next < count, positions[word][next] < wanted { next += 1 }
      guard next < count else { break }
      if positions[word][next] == wanted {
        starts[kept] = starts[i]
        kept += 1
      }
    }
    starts.removeLast(starts.count - kept)
  }

  /// Where the words stand in a stretch that `slop` moves make the phrase: one for each word that
  /// can begin such a stretch, in ascending order.
  ///
  /// A word at position p that belongs at offset o is moved to p − o; the words of an occurrence
  /// are moved to places at most `slop` apart.
  private mutating func findSloppyOccurrences(_ cursors: inout [PostingsCursor]) {
    for word in lists.indices { read(word, &cursors) }
    let moved = places.map { place in
      positions[place.word].map { Int($0) - Int(place.offset) }
    }
    var next = [Int](repeating: 0, count: moved.count)
    starts.removeAll(keepingCapacity: true)
    while true {
      var first = 0
      var last = Int.min
      for place in moved.indices {
        if moved[place][next[place]] < moved[first][next[first]] { first = place }
        last = max(last, moved[place][next[place]])
      }
      let start = moved[first][next[first]]
      if last - start <= slop, areDistinct(next) {
        starts.append(UInt32(max(start, 0)))
      }
      next[first] += 1
      if next[first] == moved[first].count {
        return keepTitle(document: cursors[cursorOfWord[0]].document)
      }
    }
  }

  /// Whether no position serves two places of the phrase.
  private func areDistinct(_ next: [Int]) -> Bool {
    for a in places.indices {
      for b in 0..<a
      where places[a].word == places[b].word && next[a] == next[b]
        && places[a].offset != places[b].offset
      {
        return false
      }
    }
    return true
  }

  /// Keeps the occurrences that end inside the title, if only they count.
  private mutating func keepTitle(document: DocID) {
    guard let titleLengths else { return }
    let end = titleLengths[document] ?? 0
    let length = Int64(places.map(\.offset).max() ?? 0)
    starts.removeAll { Int64($0) + length >= end }
  }
}
