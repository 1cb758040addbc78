internal import CSIMD
internal import InvertedIndex

/// The postings of one term in evaluation: decoded block by block, scored group by group, bounded by
/// the levels of groups and blocks without decoding.
@safe struct ScoredPostings {
  private static let groupCount = PostingsList.groupCount
  /// The groups of a block as a mask.
  static let allGroups: UInt32 = 0xFF

  /// Moved only by the calls below, for the scores are of its block.
  private(set) var reader: PostingsReader
  let scorer: TermScorer
  /// The most that any posting scores.
  private(set) var most: Score = 0
  /// The scores of those groups of the block at hand that were asked for.
  let scores: UnsafeMutablePointer<Score>
  private var scoredGroups: UInt32 = 0
  /// The highest level of each block, if the list has levels.
  private let blockLevels: UnsafeMutablePointer<UInt8>?

  /// - Complexity: linear in the blocks, or in the postings if they are fewer than 128.
  init(_ list: PostingsList, scorer: TermScorer, memory: ScratchMemory) {
    self.scorer = scorer
    reader = PostingsReader(list, memory: memory)
    unsafe scores = memory.take(PostingsList.blockCount)
    if let levels = unsafe list.groupLevels {
      let blockLevels = unsafe memory.takeBytes(list.blocks)
      unsafe largest_of_eights(levels, list.blocks, blockLevels)
      unsafe self.blockLevels = blockLevels
      var highest: UInt8 = 0
      for i in 0..<list.blocks { highest = max(highest, unsafe blockLevels[i]) }
      most = scorer.bound(level: highest)
    } else {
      unsafe blockLevels = nil
      load(0)
      score(Self.allGroups)
      for i in 0..<reader.count { most = max(most, unsafe scores[i] &+ 1) }
    }
  }

  var list: PostingsList { reader.list }

  /// Decodes the documents of `block`, unless it is at hand already.
  @inline(__always)
  mutating func load(_ block: Int) {
    if reader.load(block) { scoredGroups = 0 }
  }

  /// Scores those of `groups` of the block at hand that are not scored yet.
  @inline(__always)
  mutating func score(_ groups: UInt32) {
    var missing = groups & ~scoredGroups
    guard missing != 0 else { return }
    let frequencies = unsafe reader.frequencies
    let documents = unsafe reader.documents
    let count = reader.count
    scoredGroups |= missing
    while missing != 0 {
      let start = missing.trailingZeroBitCount &* Self.groupCount
      missing &= missing &- 1
      guard start < count else { return }
      unsafe scorer.score(
        documents: documents + start, frequencies: frequencies + start,
        count: min(count &- start, Self.groupCount), into: scores + start)
    }
  }

  /// The groups of `block` with that level or a higher one, which is 0 to 256, as a mask.
  @inline(__always)
  func groups(ofBlock block: Int, reaching level: Int) -> UInt32 {
    guard level <= 255 else { return 0 }
    guard level > 0, let levels = unsafe list.groupLevels else { return Self.allGroups }
    return unsafe eight_reaching(
      levels + block &* PostingsList.groupsPerBlock, UInt8(truncatingIfNeeded: level))
  }

  /// The least level at which a posting can score `minimum` with `rest` besides, or 256.
  ///
  /// Where the list has no levels, 0 stands for all of it and 256 for none.
  @inline(__always)
  func level(reaching minimum: Score, with rest: Score) -> Int {
    if minimum <= rest { return 0 }
    guard unsafe blockLevels != nil else { return most &+ rest >= minimum ? 0 : 256 }
    return scorer.level(reaching: Int(minimum) &- Int(rest))
  }

  /// The highest level of `block`; 255 where the list has no levels.
  @inline(__always)
  func level(ofBlock block: Int) -> Int {
    guard let blockLevels = unsafe blockLevels else { return 255 }
    return Int(unsafe blockLevels[block])
  }

  /// What is known of a document after looking for it.
  enum Presence {
    /// The list does not hold it.
    case absent
    /// The list may hold it, but it is not admitted.
    case excluded
    /// The list holds it: it is the posting at hand.
    case found
  }

  /// Looks for `document`.
  ///
  /// - Parameter needed: what it must score here to be of interest; compared with the bound of its
  ///   block before that is decoded.
  @inline(__always)
  mutating func find(_ document: DocID, needed: Score) -> Presence {
    if !reader.isAtHand(document) {
      let block = reader.block(holding: document)
      guard block < list.blocks else { return .absent }
      if needed > 0, list.hasHeaders,
        scorer.bound(level: UInt8(truncatingIfNeeded: level(ofBlock: block))) < needed
      {
        return .excluded
      }
      load(block)
    }
    return reader.findHere(document) ? .found : .absent
  }

  /// The score of the posting at hand.
  @inline(__always)
  mutating func scoreHere() -> Score {
    scorer.score(
      frequency: reader.frequency, document: unsafe reader.documents[reader.index])
  }

  /// A level that at least `wanted` groups reach, and few more if it can be: 0 if there are fewer.
  ///
  /// - Complexity: linear in the blocks, or in the groups if `wanted` of the blocks would be many.
  func level(ofBest wanted: Int) -> Int {
    guard let levels = unsafe list.groupLevels, let blockLevels = unsafe blockLevels else {
      return 0
    }
    let byBlock = list.blocks > 8 &* wanted
    let bytes = unsafe byBlock ? UnsafePointer(blockLevels) : levels
    let count = byBlock ? list.blocks : list.blocks &* PostingsList.groupsPerBlock
    var histogram = InlineArray<256, UInt32>(repeating: 0)
    for i in 0..<count { histogram[Int(unsafe bytes[i])] &+= 1 }
    var reached = 0
    var level = 255
    while level > 0 {
      reached &+= Int(histogram[level])
      if reached >= wanted { return level }
      level &-= 1
    }
    return 0
  }

  /// The groups of places in a block, as a mask.
  @inline(__always)
  static func groups(of places: Range<Int>) -> UInt32 {
    guard !places.isEmpty else { return 0 }
    let first = UInt32(truncatingIfNeeded: places.lowerBound / groupCount)
    let last = UInt32(truncatingIfNeeded: (places.upperBound &- 1) / groupCount)
    return (allGroups &<< first) & (allGroups &>> (7 &- last))
  }

  /// Calls `visit` with each document and score of scored groups of the block at hand that stand in
  /// `places`.
  @inline(__always)
  func forEach(in groups: UInt32, _ places: Range<Int>, _ visit: (DocID, Score) -> Void) {
    var rest = groups
    let documents = unsafe reader.documents
    while rest != 0 {
      let start = rest.trailingZeroBitCount &* Self.groupCount
      var i = max(start, places.lowerBound)
      let end = min(start &+ Self.groupCount, places.upperBound)
      rest &= rest &- 1
      while i < end {
        visit(unsafe documents[i], unsafe scores[i])
        i &+= 1
      }
    }
  }

  /// Calls `visit` with each document and score of scored groups of the block at hand.
  @inline(__always)
  func forEach(in groups: UInt32, _ visit: (DocID, Score) -> Void) {
    forEach(in: groups, 0..<reader.count, visit)
  }
}
