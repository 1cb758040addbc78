internal import InvertedIndex

/// Finds the occurrences of a phrase in a document, from the positions of its words.
@safe struct PhraseMatcher {
  /// The lists of the distinct words.
  private var words: [PostingsReader] = []
  /// For each place of the phrase: which distinct word, and the offset from the first word.
  private let places: [(word: Int, offset: UInt32)]
  private let slop: Int
  private let lengths: UnsafePointer<UInt16>?
  private let titleLengths: DocumentNumbers?
  private var positions: [[UInt32]]
  /// The document at hand, and the one that the positions of each word are of.
  private var document = DocID.end
  private var readFor: [DocID]
  private var starts: [UInt32] = []

  /// A matcher in segment `i`, or nil if a word is missing there.
  init?(
    _ plan: PhrasePlan, segment: Segment, index i: Int, memory: ScratchMemory = ScratchMemory()
  ) throws(IndexError) {
    var places: [(word: Int, offset: UInt32)] = []
    var seen: [Int] = []
    for (w, word) in plan.words.enumerated() {
      guard let list = word.lists[i] else { return nil }
      // A word that comes twice is read once.
      let same = seen.firstIndex { plan.words[$0].key == word.key }
      if same == nil {
        seen.append(w)
        words.append(PostingsReader(list, memory: memory))
      }
      places.append((same ?? words.count - 1, UInt32(word.offset)))
    }
    self.places = places
    slop = plan.slop
    unsafe lengths = plan.isText ? segment.lengths : nil
    titleLengths = plan.titleOnly ? try segment.titleLengths() : nil
    positions = [[UInt32]](repeating: [], count: words.count)
    readFor = [DocID](repeating: .end, count: words.count)
  }

  /// The lists of the distinct words.
  var lists: [PostingsList] { words.map(\.list) }

  /// Goes to `document`; false if a word is not in it.
  mutating func find(_ document: DocID) -> Bool {
    self.document = document
    for i in words.indices {
      guard words[i].find(document) else { return false }
    }
    return true
  }

  /// The largest frequency that the phrase can have in the document at hand, which holds all words.
  mutating func mostFrequent() -> UInt32 {
    var least = UInt32.max
    for i in words.indices { least = min(least, words[i].frequency) }
    // With slop an occurrence may begin at any word.
    return slop == 0 ? least : least &* UInt32(places.count)
  }

  /// How often the phrase occurs in the document at hand, which holds all words.
  mutating func frequency() -> UInt32 {
    findOccurrences()
    return UInt32(starts.count)
  }

  /// The positions where the phrase begins in the document at hand, which holds all words.
  mutating func occurrences() -> [UInt32] {
    findOccurrences()
    return starts
  }

  private mutating func findOccurrences() {
    // The rarest word goes first: it leaves least to compare.
    var rarest = 0
    var least = UInt32.max
    for place in places.indices {
      let frequency = words[places[place].word].frequency
      if frequency < least { (rarest, least) = (place, frequency) }
    }
    if slop > 0 { return findSloppyOccurrences() }
    read(places[rarest].word)
    let offset = places[rarest].offset
    starts.removeAll(keepingCapacity: true)
    for position in positions[places[rarest].word] where position >= offset {
      starts.append(position - offset)
    }
    for place in places.indices where place != rarest {
      guard !starts.isEmpty else { return }
      let word = places[place].word
      read(word)
      keepStarts(with: word, at: places[place].offset)
    }
    keepTitle()
  }

  /// Reads the positions of a word in the document it stands on, once.
  private mutating func read(_ word: Int) {
    guard readFor[word] != document else { return }
    readFor[word] = document
    let count = Int(words[word].frequency)
    if positions[word].count < count {
      positions[word].append(contentsOf: repeatElement(0, count: count - positions[word].count))
    } else {
      positions[word].removeLast(positions[word].count - count)
    }
    unsafe positions[word].withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      unsafe words[word].readPositions(lengths: lengths, into: base)
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
  private mutating func findSloppyOccurrences() {
    for word in words.indices { read(word) }
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
        return keepTitle()
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
  private mutating func keepTitle() {
    guard let titleLengths else { return }
    let end = titleLengths[document] ?? 0
    let length = Int64(places.map(\.offset).max() ?? 0)
    starts.removeAll { Int64($0) + length >= end }
  }
}
