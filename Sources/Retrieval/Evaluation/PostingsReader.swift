internal import CSIMD
internal import InvertedIndex

/// Reads the postings of a list block by block, in any order.
///
/// A posting is named by its place in the list. Documents and frequencies are decoded apart, each only
/// when asked for; in a dense list a document is looked up without decoding any.
@safe struct PostingsReader: BitwiseCopyable {
  private static let blockCount = PostingsList.blockCount

  let list: PostingsList
  /// The block whose documents are at hand, -1 for none, and their number.
  private(set) var block = -1
  private(set) var count = 0
  /// The documents of the block at hand.
  let documents: UnsafeMutablePointer<DocID>
  /// Every 16th of them.
  private let heads: UnsafeMutablePointer<DocID>
  /// The posting that was found last.
  private(set) var place = 0
  /// The document whose block was looked for last, and that block.
  private var sought: DocID = 0
  private var soughtBlock = 0
  /// The block in which a document alone was looked for last.
  private var probedBlock = -1
  private let frequencyBuffer: UnsafeMutablePointer<UInt32>
  private var frequencyBlock = -1
  /// The block of which a frequency alone was read last.
  private var visitedBlock = -1
  private var positions: BlockPositions?
  /// Room for which of some documents are there, and for their places.
  private let indices: UnsafeMutablePointer<UInt32>
  private let places: UnsafeMutablePointer<UInt32>
  /// In a dense list the word of bits whose rank was asked for last, and the postings before it.
  private var rankedWord = -1 &- Self.mostCounted
  private var rankedBefore = 0

  /// The words of bits that are counted from the last one, rather than from where a rank is stored.
  private static let mostCounted = 8
  /// So many frequencies of a block take as long one by one as all of them at once.
  private static let manyFrequencies = 5

  /// A reader that works in `memory`, which must outlive it.
  ///
  /// - Parameter readsPositions: whether `readPositions` will be called.
  init(_ list: PostingsList, readsPositions: Bool = false, memory: ScratchMemory) {
    self.list = list
    unsafe documents = memory.take(Self.blockCount)
    unsafe heads = memory.take(Self.blockCount / 16)
    unsafe frequencyBuffer = memory.take(Self.blockCount)
    unsafe indices = memory.take(Self.blockCount)
    unsafe places = memory.take(Self.blockCount)
    positions =
      readsPositions
      ? unsafe BlockPositions(memory: memory.take(BlockPositions.memoryCount)) : nil
  }

  /// The last document of the block at hand.
  @inline(__always)
  var last: DocID { unsafe documents[count &- 1] }

  /// Decodes the documents of `block`, unless they are at hand.
  @inline(__always)
  mutating func load(_ wanted: Int) {
    guard wanted != block else { return }
    block = wanted
    if list.isMixed(block: wanted) {
      frequencyBlock = wanted
      count = unsafe list.decodeMixed(
        block: wanted, documents: documents, frequencies: frequencyBuffer)
    } else {
      count = unsafe list.decode(block: wanted, documents: documents)
    }
    if count < Self.blockCount {
      unsafe (documents + count).update(repeating: .end, count: Self.blockCount &- count)
    }
    for i in 0..<Self.blockCount / 16 { unsafe heads[i] = documents[16 &* i &+ 15] }
  }

  /// Takes `block` to hand and copies those of its documents that lie in `range`, or all, to `target`; returns their places
  /// in the block.
  @inline(__always)
  mutating func decode(
    _ block: Int, in range: Range<DocID>?, into target: UnsafeMutablePointer<DocID>
  ) -> Range<Int> {
    load(block)
    guard let range else {
      unsafe target.update(from: documents, count: count)
      return 0..<count
    }
    let indices = indices(from: range.lowerBound, to: range.upperBound)
    unsafe target.update(from: documents + indices.lowerBound, count: indices.count)
    return indices
  }

  /// Takes the block to hand that holds `document`, if the list does; false if it ends before it.
  @inline(__always)
  mutating func loadBlock(holding document: DocID) -> Bool {
    if isAtHand(document) { return true }
    let wanted = block(holding: document)
    guard wanted < list.blocks else { return false }
    load(wanted)
    return document <= last
  }

  /// The frequencies of `block`.
  @inline(__always)
  mutating func frequencies(ofBlock block: Int) -> UnsafeMutablePointer<UInt32> {
    if block != frequencyBlock {
      frequencyBlock = block
      unsafe list.decodeFrequencies(block: block, into: frequencyBuffer)
    }
    return unsafe frequencyBuffer
  }

  /// The frequency of the posting at `place`.
  @inline(__always)
  mutating func frequency(at place: Int) -> UInt32 {
    let (block, index) = (place / Self.blockCount, place % Self.blockCount)
    // The first one of a block alone; if there is a second, all at once.
    if block != frequencyBlock, block != visitedBlock,
      list.count(ofBlock: block) == Self.blockCount
    {
      visitedBlock = block
      return list.frequency(block: block, index: index)
    }
    return unsafe frequencies(ofBlock: block)[index]
  }

  /// The frequency of the posting that was found last.
  var frequency: UInt32 {
    @inline(__always) mutating get { frequency(at: place) }
  }

  /// Whether the list holds `document`: `place` is that of its posting then.
  @inline(__always)
  mutating func find(_ document: DocID) -> Bool {
    if list.isDense {
      guard list.contains(document) else { return false }
      place = rank(of: document)
      return true
    }
    if !isAtHand(document) {
      let wanted = block(holding: document)
      guard wanted < list.blocks else { return false }
      // The first one of a block alone; if there is a second, all are decoded.
      if wanted != probedBlock, list.count(ofBlock: wanted) == Self.blockCount {
        probedBlock = wanted
        guard let index = list.index(of: document, inBlock: wanted) else { return false }
        place = wanted &* Self.blockCount &+ index
        return true
      }
      load(wanted)
    }
    let index = lowerBound(document)
    place = block &* Self.blockCount &+ index
    return unsafe documents[index] == document
  }

  /// The number of postings of a dense list before `document`: from the last one that was asked for,
  /// if that is a little before.
  @inline(__always)
  private mutating func rank(of document: DocID) -> Int {
    let word = Int(document &>> 6)
    if word < rankedWord || word > rankedWord &+ Self.mostCounted {
      rankedWord = word
      rankedBefore = list.rank(of: document & ~63)
    }
    while rankedWord < word {
      rankedBefore &+= list.word(rankedWord).nonzeroBitCount
      rankedWord &+= 1
    }
    let before: UInt64 = (1 &<< UInt64(document & 63)) &- 1
    return rankedBefore &+ (list.word(word) & before).nonzeroBitCount
  }

  /// Whether the block at hand is the one that holds `document`, if the list does.
  @inline(__always)
  func isAtHand(_ document: DocID) -> Bool {
    unsafe block >= 0 && documents[0] <= document && document <= last
  }

  /// The first block that does not end before `document`, or the number of blocks.
  @inline(__always)
  mutating func block(holding document: DocID) -> Int {
    guard list.hasHeaders else { return 0 }
    soughtBlock = list.block(holding: document, from: document >= sought ? soughtBlock : 0)
    sought = document
    return soughtBlock
  }

  /// The places in the block at hand of the documents from `start` to before `end`, counted from its
  /// first.
  @inline(__always)
  func indices(from start: DocID, to end: DocID) -> Range<Int> {
    // The last place answers for all that are past it.
    guard last >= start else { return 0..<0 }
    let first = unsafe documents[0] >= start ? 0 : lowerBound(start)
    let last = self.last < end ? count : lowerBound(end)
    return first..<max(first, last)
  }

  /// The first index of the block at hand whose document is not before `target`, or the last index.
  @inline(__always)
  func lowerBound(_ target: DocID) -> Int {
    if target > last { return count &- 1 }
    return Int(unsafe place_below_128(documents, heads, target))
  }

  /// Where in the block at hand, which does not end before `document`, it stands or would, and whether it does.
  @inline(__always)
  func placeInBlock(_ document: DocID) -> (place: UInt32, isHeld: Bool) {
    let place = unsafe place_below_128(documents, heads, document)
    return (place, unsafe documents[Int(place)] == document)
  }

  /// Looks up those of `count` ascending documents that are not behind the block at hand; writes the place in the block
  /// of each that it holds to `places`, and its number among `wanted` to `indices`; returns how many it looked up, and
  /// how many it found.
  @inline(__always)
  func find(
    _ wanted: UnsafePointer<DocID>, count: Int, places: UnsafeMutablePointer<UInt32>,
    indices: UnsafeMutablePointer<UInt32>
  ) -> (asked: Int, found: Int) {
    let finds =
      unsafe has_wide_vectors() != 0
      ? find_in_block_wide(documents, heads, wanted, count, last, places, indices)
      : find_in_block(documents, heads, wanted, count, last, places, indices)
    return (finds.asked, finds.found)
  }

  /// Writes the positions of the posting that was found last to `target`, which has room for
  /// `frequency`.
  @inline(__always)
  mutating func readPositions(
    lengths: UnsafePointer<UInt16>?, into target: UnsafeMutablePointer<UInt32>
  ) {
    let block = place / Self.blockCount
    load(block)
    let frequencies = unsafe frequencies(ofBlock: block)
    unsafe positions?.read(
      place % Self.blockCount, ofBlock: block, of: list, documents: documents,
      frequencies: frequencies, documentLengths: lengths, into: target)
  }

  /// Writes the frequencies of `count` ≤ 128 documents, which ascend, to `target`: 0 of those that the list does
  /// not hold.
  ///
  /// Which a block holds is found out for many first: each may be either, so a branch would be mispredicted.
  @inline(__always)
  mutating func readFrequencies(
    of wanted: UnsafePointer<DocID>, count total: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    unsafe target.update(repeating: 0, count: total)
    if let bits = unsafe list.documentBits {
      return unsafe readFrequencies(of: wanted, count: total, in: bits, into: target)
    }
    var next = 0
    while next < total {
      guard unsafe loadBlock(holding: wanted[next]) else { return }
      let (asked, found) = unsafe find(
        wanted + next, count: total &- next, places: places, indices: indices)
      unsafe readFrequencies(
        ofBlock: block, at: places, count: found, to: indices, of: target + next)
      next &+= asked
    }
  }

  /// `readFrequencies` in a dense list, of whose documents `bits` are.
  private mutating func readFrequencies(
    of wanted: UnsafePointer<DocID>, count total: Int, in bits: UnsafeRawPointer,
    into target: UnsafeMutablePointer<UInt32>
  ) {
    // In locals, for what is in memory would be stored for each. Of required terms all are there; else a branch is
    // mispredicted now and then, but without it the ranks of all would be worked out.
    let (indices, places) = unsafe (indices, places)
    var (word, before) = (rankedWord, rankedBefore)
    var found = 0
    for i in 0..<total {
      let document = unsafe wanted[i]
      let own = Int(document &>> 6)
      let held = unsafe bits.loadUnaligned(fromByteOffset: own &* 8, as: UInt64.self)
      guard held &>> UInt64(document & 63) & 1 == 1 else { continue }
      if own < word || own > word &+ Self.mostCounted {
        word = own
        before = list.rank(of: document & ~63)
      }
      while word < own {
        before &+= unsafe bits.loadUnaligned(fromByteOffset: word &* 8, as: UInt64.self)
          .nonzeroBitCount
        word &+= 1
      }
      let below: UInt64 = (1 &<< UInt64(document & 63)) &- 1
      unsafe indices[found] = UInt32(truncatingIfNeeded: i)
      unsafe places[found] = UInt32(
        truncatingIfNeeded: before &+ (held & below).nonzeroBitCount)
      found &+= 1
    }
    (rankedWord, rankedBefore) = (word, before)
    unsafe readFrequencies(found, into: target)
  }

  /// Writes the frequencies of the postings at `count` ≤ 128 ascending places of the list to `target`.
  mutating func readFrequencies(
    at wanted: UnsafePointer<UInt32>, count: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    for i in 0..<count {
      unsafe places[i] = wanted[i]
      unsafe indices[i] = UInt32(truncatingIfNeeded: i)
    }
    unsafe readFrequencies(count, into: target)
  }

  /// Writes the frequencies of the postings at the first `found` of `places` to those of `indices` of `target`.
  private mutating func readFrequencies(
    _ found: Int, into target: UnsafeMutablePointer<UInt32>
  ) {
    var first = 0
    while first < found {
      let block = unsafe Int(places[first]) / Self.blockCount
      var end = first
      while unsafe end < found && Int(places[end]) / Self.blockCount == block {
        unsafe places[end] %= UInt32(Self.blockCount)
        end &+= 1
      }
      unsafe readFrequencies(
        ofBlock: block, at: places + first, count: end &- first, to: indices + first, of: target)
      first = end
    }
  }

  /// Writes the frequencies of `count` postings at some `places` of a block to some `indices` of `target`.
  @inline(__always)
  private mutating func readFrequencies(
    ofBlock block: Int, at places: UnsafePointer<UInt32>, count: Int,
    to indices: UnsafePointer<UInt32>, of target: UnsafeMutablePointer<UInt32>
  ) {
    if block != frequencyBlock, count < Self.manyFrequencies,
      list.count(ofBlock: block) == Self.blockCount
    {
      for i in 0..<count {
        unsafe target[Int(indices[i])] = list.frequency(block: block, index: Int(places[i]))
      }
      return
    }
    let frequencies = unsafe frequencies(ofBlock: block)
    for i in 0..<count { unsafe target[Int(indices[i])] = frequencies[Int(places[i])] }
  }

  /// Makes `batch` the postings of `count` ≤ 128 documents, which ascend and all of which the list holds;
  /// false if it does not hold one of them.
  ///
  /// - Parameter lengths: of every document.
  mutating func locatePositions(
    of wanted: UnsafePointer<DocID>, count wantedCount: Int, lengths: UnsafePointer<UInt16>?,
    in batch: inout PositionBatch
  ) -> Bool {
    batch.removeAll()
    var next = 0
    while next < wantedCount {
      guard loadBlock(holding: unsafe wanted[next]) else { return false }
      let frequencies = unsafe frequencies(ofBlock: block)
      let (asked, found) = unsafe find(
        wanted + next, count: wantedCount &- next, places: places, indices: indices)
      guard found == asked else { return false }
      unsafe positions?.load(
        block, upTo: Int(places[found &- 1]), of: list, documents, frequencies, lengths)
      unsafe positions?.append(places, count: found, frequencies: frequencies, to: &batch)
      next &+= asked
    }
    return true
  }
}
