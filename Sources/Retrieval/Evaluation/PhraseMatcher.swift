internal import InvertedIndex

/// Finds the occurrences of a phrase in a document, from the positions of its words.
@safe struct PhraseMatcher {
  /// The lists of the distinct words.
  private var words: [PostingsReader] = []
  /// For each place of the phrase: which distinct word, and the offset from the first word.
  private let places: [(word: Int, offset: UInt32)]
  /// The places by how often their words occur in the segment, the rarest first.
  private let order: [Int]
  private let slop: Int
  private let lengths: UnsafePointer<UInt16>?
  private let titleLengths: DocumentNumbers?
  /// The document at hand.
  private var document = DocID.end
  /// For each distinct word the positions that were read last.
  private var positions: [WordPositions]
  /// Where the phrase begins in the document at hand.
  private var starts: UnsafeMutablePointer<UInt32>
  private var startCount = 0
  private var startCapacity: Int
  private let memory: ScratchMemory

  /// The positions of a word in a document.
  @safe private struct WordPositions {
    var document = DocID.end
    var count = 0
    var capacity: Int
    var base: UnsafeMutablePointer<UInt32>
  }

  /// The positions that there is room for at first.
  private static let firstCapacity = 256

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
    let words = words
    order = places.indices.sorted {
      words[places[$0].word].list.totalFrequency < words[places[$1].word].list.totalFrequency
    }
    slop = plan.slop
    unsafe lengths = plan.isText ? segment.lengths : nil
    titleLengths = plan.titleOnly ? try segment.titleLengths() : nil
    self.memory = memory
    positions = words.map { _ in
      unsafe WordPositions(capacity: Self.firstCapacity, base: memory.take(Self.firstCapacity))
    }
    unsafe starts = memory.take(Self.firstCapacity)
    startCapacity = Self.firstCapacity
  }

  /// The lists of the distinct words.
  var lists: [PostingsList] { words.map(\.list) }

  /// Goes to `document`.
  @inline(__always)
  mutating func move(to document: DocID) { self.document = document }

  /// The largest frequency that the phrase, which has no slop, can have in the document at hand: that
  /// of its rarest word.
  mutating func mostFrequent() -> UInt32 {
    let word = places[order[0]].word
    return words[word].find(document) ? words[word].frequency : 0
  }

  /// How often the phrase occurs in the document at hand.
  mutating func frequency() -> UInt32 {
    findOccurrences()
    return UInt32(startCount)
  }

  /// The positions where the phrase begins in the document at hand.
  mutating func occurrences() -> [UInt32] {
    findOccurrences()
    return unsafe Array(UnsafeBufferPointer(start: starts, count: startCount))
  }

  private mutating func findOccurrences() {
    startCount = 0
    if slop > 0 { return findSloppyOccurrences() }
    // The rarest words go first: they leave least to compare, and the others often unread.
    for (i, place) in order.enumerated() {
      let word = places[place].word
      guard read(word) else {
        startCount = 0
        return
      }
      if i == 0 {
        start(with: positions[word], at: places[place].offset)
      } else {
        keepStarts(with: positions[word], at: places[place].offset)
      }
      if startCount == 0 { return }
    }
    keepTitle()
  }

  /// Takes every position of a word that stands at `offset` for a start.
  private mutating func start(with positions: WordPositions, at offset: UInt32) {
    reserveStarts(positions.count)
    let starts = unsafe starts
    for i in 0..<positions.count {
      let position = unsafe positions.base[i]
      unsafe starts[startCount] = position &- offset
      startCount &+= position >= offset ? 1 : 0
    }
  }

  private mutating func reserveStarts(_ count: Int) {
    guard count > startCapacity else { return }
    startCapacity = count * 2
    unsafe starts = memory.take(startCapacity)
  }

  /// Reads the positions of a word in the document at hand, once; false if it has none there.
  @inline(__always)
  private mutating func read(_ word: Int) -> Bool {
    if positions[word].document == document { return true }
    guard words[word].find(document) else { return false }
    let count = Int(words[word].frequency)
    if count > positions[word].capacity {
      positions[word].capacity = count * 2
      unsafe positions[word].base = memory.take(count * 2)
    }
    positions[word].document = document
    positions[word].count = count
    unsafe words[word].readPositions(lengths: lengths, into: positions[word].base)
    return true
  }

  /// Keeps the starts that have a position at `offset` from them; a merge of two ascending runs.
  private mutating func keepStarts(with positions: WordPositions, at offset: UInt32) {
    let starts = unsafe starts
    let base = unsafe positions.base
    var kept = 0
    var next = 0
    for i in 0..<startCount {
      let start = unsafe starts[i]
      let wanted = start &+ offset
      while unsafe next < positions.count && base[next] < wanted { next &+= 1 }
      guard next < positions.count else { break }
      unsafe starts[kept] = start
      kept &+= unsafe base[next] == wanted ? 1 : 0
    }
    startCount = kept
  }

  /// Where the words stand in a stretch that `slop` moves make the phrase: one for each word that
  /// can begin such a stretch, in ascending order.
  ///
  /// A word at position p that belongs at offset o is moved to p − o; the words of an occurrence
  /// are moved to places at most `slop` apart.
  private mutating func findSloppyOccurrences() {
    for word in words.indices {
      guard read(word) else { return }
    }
    let moved = places.map { place in
      unsafe UnsafeBufferPointer(
        start: positions[place.word].base, count: positions[place.word].count
      ).map { Int($0) - Int(place.offset) }
    }
    var next = [Int](repeating: 0, count: moved.count)
    reserveStarts(moved.reduce(0) { $0 + $1.count })
    while true {
      var first = 0
      var last = Int.min
      for place in moved.indices {
        if moved[place][next[place]] < moved[first][next[first]] { first = place }
        last = max(last, moved[place][next[place]])
      }
      let start = moved[first][next[first]]
      if last - start <= slop, areDistinct(next) {
        unsafe starts[startCount] = UInt32(max(start, 0))
        startCount += 1
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
    var kept = 0
    for i in 0..<startCount {
      let start = unsafe starts[i]
      unsafe starts[kept] = start
      kept += Int64(start) + length < end ? 1 : 0
    }
    startCount = kept
  }
}
