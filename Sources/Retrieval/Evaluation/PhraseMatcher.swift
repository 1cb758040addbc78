internal import InvertedIndex

/// Finds the occurrences of a phrase in a document, from the positions of its words.
@safe struct PhraseMatcher {
  /// A place of the phrase: which distinct word, and the offset from the first word.
  private struct Place {
    let word: Int
    let offset: UInt32
  }

  /// The distinct words.
  private var words: ScratchArray<PhraseWord>
  /// The places by how often their words occur in the segment, the rarest first; with slop in the order of the phrase.
  private var places: ScratchArray<Place>
  private let slop: Int
  private let lengths: UnsafePointer<UInt16>?
  private let titleLengths: DocumentNumbers?
  /// The document at hand.
  private var document = DocID.end
  /// Where the phrase begins in the document at hand.
  private var starts: UnsafeMutablePointer<UInt32>
  private var startCount = 0
  private var startCapacity: Int
  /// Whether documents can be asked together: words of the main text, each in several documents.
  private let canBatch: Bool
  /// For each place the position that is looked at, where there is slop.
  private let next: UnsafeMutablePointer<UInt32>
  private var batch: PhraseBatch
  private let memory: ScratchMemory

  /// The starts that there is room for at first.
  private static let firstCapacity = 256

  /// A matcher in segment `i`, or nil if a word is missing there.
  init?(
    _ plan: PhrasePlan, segment: Segment, index i: Int, memory: ScratchMemory
  ) throws(IndexError) {
    words = ScratchArray(capacity: plan.words.count, memory: memory)
    places = ScratchArray(capacity: plan.words.count, memory: memory)
    for (place, word) in plan.words.enumerated() {
      guard let term = word.terms[i] else { return nil }
      // A word that comes twice is read once.
      if word.first == place {
        places.append(Place(word: words.count, offset: UInt32(word.offset)))
        words.append(PhraseWord(try segment.postings(of: term), memory: memory))
      } else {
        places.append(Place(word: places[word.first].word, offset: UInt32(word.offset)))
      }
    }
    // With slop, which of two words goes on first that are moved to one place must not depend on the segment.
    if plan.slop == 0 {
      let words = words
      places.sort {
        words[$0.word].list.totalFrequency < words[$1.word].list.totalFrequency
      }
    }
    slop = plan.slop
    unsafe lengths = plan.isText ? segment.lengths : nil
    titleLengths = plan.titleOnly ? try segment.titleLengths() : nil
    canBatch =
      places.count > 1 && plan.isText && !plan.titleOnly
      && words.allSatisfy { $0.list.documentFrequency > 1 }
    self.memory = memory
    batch = PhraseBatch(memory: memory)
    unsafe next = memory.take(places.count)
    unsafe starts = memory.take(Self.firstCapacity)
    startCapacity = Self.firstCapacity
  }

  /// The lists of the distinct words.
  var lists: [PostingsList] { words.map(\.list) }

  /// Goes to `document`.
  @inline(__always)
  mutating func move(to document: DocID) { self.document = document }

  /// The number of places of the phrase.
  var placeCount: Int { places.count }

  /// Writes how often the word at a place, counted from that of the rarest, occurs in each of `count` documents, which
  /// ascend, to `frequencies`: the phrase, if it has no slop, does not occur more often.
  mutating func writeFrequencies(
    ofWordAt place: Int, in documents: UnsafePointer<DocID>, count: Int,
    to frequencies: UnsafeMutablePointer<UInt32>
  ) {
    unsafe words[places[place].word].readFrequencies(
      of: documents, count: count, into: frequencies)
  }

  /// How often the phrase occurs in the document at hand.
  mutating func frequency() -> UInt32 {
    findOccurrences()
    return UInt32(startCount)
  }

  /// Writes to `frequencies` how often the phrase occurs in each of `count` ≤ 128 documents, which ascend
  /// and all of which hold its words.
  ///
  /// Naive equivalent: `move(to:)` and `frequency()` for each.
  mutating func writeFrequencies(
    of documents: UnsafePointer<DocID>, count: Int, to frequencies: UnsafeMutablePointer<UInt32>
  ) {
    guard canBatch else {
      for i in 0..<count {
        move(to: unsafe documents[i])
        unsafe frequencies[i] = frequency()
      }
      return
    }
    if slop > 0 {
      return unsafe writeSloppyFrequencies(of: documents, count: count, to: frequencies)
    }
    unsafe batch.begin(documents, count: count)
    for i in places.indices where batch.count > 0 {
      let place = places[i]
      guard
        unsafe words[place.word].read(
          batch.documents, count: batch.count, lengths: lengths, memory: memory)
      else { return unsafe frequencies.update(repeating: 0, count: count) }
      if i == 0 {
        batch.start(words[place.word], offset: place.offset, memory: memory)
      } else {
        unsafe batch.keep(words[place.word], offset: place.offset, frequencies: frequencies)
      }
    }
  }

  /// `writeFrequencies` where there is slop.
  private mutating func writeSloppyFrequencies(
    of documents: UnsafePointer<DocID>, count: Int, to frequencies: UnsafeMutablePointer<UInt32>
  ) {
    for word in words.indices {
      guard
        unsafe words[word].read(documents, count: count, lengths: lengths, memory: memory)
      else { return unsafe frequencies.update(repeating: 0, count: count) }
    }
    for i in 0..<count {
      for word in words.indices { words[word].select(i) }
      startCount = 0
      findSloppyOccurrences()
      unsafe frequencies[i] = UInt32(startCount)
    }
  }

  /// The positions where the phrase begins in the document at hand.
  mutating func occurrences() -> [UInt32] {
    findOccurrences()
    return unsafe Array(UnsafeBufferPointer(start: starts, count: startCount))
  }

  private mutating func findOccurrences() {
    startCount = 0
    if slop > 0 {
      for word in words.indices {
        guard read(word) else { return }
      }
      findSloppyOccurrences()
      return keepTitle()
    }
    // The rarest words go first: they leave least to compare, and the others often unread.
    guard read(places[0].word) else { return }
    start(at: places[0])
    for i in 1..<max(places.count, 1) {
      guard startCount > 0 else { return }
      guard read(places[i].word) else {
        startCount = 0
        return
      }
      keepStarts(places[i])
    }
    if titleLengths != nil { keepTitle() }
  }

  /// Reads the positions of a word in the document at hand, once; false if it has none there.
  @inline(__always)
  private mutating func read(_ word: Int) -> Bool {
    unsafe words[word].read(document, lengths: lengths, memory: memory)
  }

  /// Takes every position of the word at `place` for a start.
  @inline(__always)
  private mutating func start(at place: Place) {
    let (positions, count) = unsafe (words[place.word].positions, words[place.word].count)
    reserveStarts(count)
    let starts = unsafe starts
    var kept = 0
    for i in 0..<count {
      let position = unsafe positions[i]
      unsafe starts[kept] = position &- place.offset
      kept &+= position >= place.offset ? 1 : 0
    }
    startCount = kept
  }

  private mutating func reserveStarts(_ count: Int) {
    guard count > startCapacity else { return }
    startCapacity = count * 2
    unsafe starts = memory.take(startCapacity)
  }

  /// Keeps the starts that have the word of `place` at its offset from them; a merge of two ascending
  /// runs, whose steps need no branch.
  @inline(__always)
  private mutating func keepStarts(_ place: Place) {
    let starts = unsafe starts
    let (positions, count) = unsafe (words[place.word].positions, words[place.word].count)
    var (kept, i, next) = (0, 0, 0)
    while i < startCount, next < count {
      let start = unsafe starts[i]
      let wanted = start &+ place.offset
      let position = unsafe positions[next]
      unsafe starts[kept] = start
      kept &+= wanted == position ? 1 : 0
      i &+= wanted <= position ? 1 : 0
      next &+= position <= wanted ? 1 : 0
    }
    startCount = kept
  }

  /// Where the words, whose positions are at hand, stand in a stretch that `slop` moves make the phrase: one for each
  /// word that can begin such a stretch, in ascending order.
  ///
  /// A word at position p that belongs at offset o is moved to p − o; the words of an occurrence
  /// are moved to places at most `slop` apart.
  private mutating func findSloppyOccurrences() {
    var most = 0
    for place in places.indices {
      unsafe next[place] = 0
      most &+= words[places[place].word].count
    }
    reserveStarts(most)
    while true {
      var first = 0
      var (start, last) = (Int.max, Int.min)
      for place in places.indices {
        let moved = moved(place)
        if moved < start { (first, start) = (place, moved) }
        last = max(last, moved)
      }
      if last &- start <= slop, areDistinct {
        unsafe starts[startCount] = UInt32(max(start, 0))
        startCount &+= 1
      }
      unsafe next[first] &+= 1
      if unsafe Int(next[first]) == words[places[first].word].count { return }
    }
  }

  /// Where the position of a place that is looked at is moved to.
  @inline(__always)
  private func moved(_ place: Int) -> Int {
    let own = places[place]
    return unsafe Int(words[own.word].positions[Int(next[place])]) &- Int(own.offset)
  }

  /// Whether no position that is looked at serves two of the places.
  private var areDistinct: Bool {
    for a in places.indices {
      for b in 0..<a
      where unsafe places[a].word == places[b].word && next[a] == next[b]
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
