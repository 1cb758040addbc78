internal import CSIMD
internal import InvertedIndex

/// Keeps of ascending documents those that a list holds.
///
/// Documents that stand close together, as of a list not much rarer, are looked up in a bitmap of
/// their stretch, without a branch that could be mispredicted; others by seeking each. A dense list
/// has a bit for each.
@safe struct ListFilter {
  /// The documents of the bitmap.
  private static let bitmapCount = 1 << 15

  private let bitmap: UnsafeMutablePointer<UInt32>

  /// A filter that works in `memory`, which must outlive it.
  init(memory: ScratchMemory) {
    unsafe bitmap = memory.take(Self.bitmapCount / 32)
  }

  /// Moves the documents that the list of `reader` holds to the front of `candidates`, which ascend,
  /// and with each what stands in its place in `scores`; returns how many.
  ///
  /// Naive equivalent: a filter by membership. Both have room for eight numbers more.
  func keep(
    _ candidates: UnsafeMutablePointer<DocID>, _ scores: UnsafeMutablePointer<Score>,
    count total: Int, in reader: inout PostingsReader
  ) -> Int {
    unsafe keep(candidates, scores, total, &reader) { _, _ in }.count
  }

  /// Whether candidates stand so close together that to put the blocks between them into the bitmap takes less time than
  /// to seek each.
  private func isBitmapFaster(
    _ candidates: UnsafePointer<DocID>, count total: Int, _ reader: inout PostingsReader
  ) -> Bool {
    let (first, last) = unsafe (candidates[0], candidates[total &- 1])
    guard Int(last &- first) < Self.bitmapCount, reader.loadBlock(holding: first) else {
      return false
    }
    // Putting a block into the bitmap takes about as long as seeking 16 candidates.
    return blocks(of: reader.list, from: reader.block, to: last) &* 16 <= total
  }

  /// Does the same with numbers in the place of scores, of which no two are the same modulo 128; and notes for each that
  /// it keeps, at its number modulo 128 in `places`, where in the list its document stands, if it learns that, and
  /// returns whether it does.
  func keep(
    _ candidates: UnsafeMutablePointer<DocID>, numbers: UnsafeMutablePointer<UInt32>,
    count total: Int, in reader: inout PostingsReader,
    notingPlacesIn places: UnsafeMutablePointer<UInt32>
  ) -> (count: Int, areNoted: Bool) {
    unsafe keep(candidates, numbers, total, &reader) { number, place in
      unsafe places[Int(number) % PostingsList.blockCount] = place
    }
  }

  /// Keeps those that the list holds; `note` is given what stands in the place of each in `scores`, and where it would
  /// stand in the list, if that is learnt.
  @inline(__always)
  private func keep(
    _ candidates: UnsafeMutablePointer<DocID>, _ scores: UnsafeMutablePointer<Score>,
    _ total: Int, _ reader: inout PostingsReader, note: (Score, _ place: UInt32) -> Void
  ) -> (count: Int, areNoted: Bool) {
    guard total > 0 else { return (0, true) }
    if let bits = unsafe reader.list.documentBits {
      unsafe prefetch_bits(candidates, total, bits)
      return (unsafe keep_in_bits(candidates, scores, total, bits, 0), false)
    }
    if unsafe isBitmapFaster(candidates, count: total, &reader) {
      return (unsafe keepByBitmap(candidates, scores, total, &reader), false)
    }
    return (unsafe keepBySeeking(candidates, scores, total, &reader, note: note), true)
  }

  /// How many blocks of a list reach from `block` to `document`, at most 65.
  private func blocks(of list: PostingsList, from block: Int, to document: DocID) -> Int {
    guard list.hasHeaders else { return 1 }
    var last = block
    while last < list.blocks, last &- block < 64, list.lastDocument(ofBlock: last) < document {
      last &+= 1
    }
    return last &- block &+ 1
  }

  private func keepByBitmap(
    _ candidates: UnsafeMutablePointer<DocID>, _ scores: UnsafeMutablePointer<Score>,
    _ total: Int, _ reader: inout PostingsReader
  ) -> Int {
    let (first, last) = unsafe (candidates[0], candidates[total &- 1])
    let words = Int((last &- first) &>> 5) &+ 1
    unsafe bitmap.update(repeating: 0, count: words)
    while true {
      let documents = unsafe reader.documents
      let count = reader.count
      var i = reader.lowerBound(first)
      while i < count, unsafe documents[i] <= last {
        let slot = unsafe documents[i] &- first
        unsafe bitmap[Int(slot &>> 5)] |= 1 &<< (slot & 31)
        i &+= 1
      }
      if i < count || reader.block &+ 1 >= reader.list.blocks { break }
      reader.load(reader.block &+ 1)
    }
    return unsafe keep_in_bits(candidates, scores, total, bitmap, first)
  }

  /// Seeks each; `note` is given what stands in its place in `scores`, and where it would stand in the list.
  @inline(__always)
  private func keepBySeeking(
    _ candidates: UnsafeMutablePointer<DocID>, _ scores: UnsafeMutablePointer<Score>,
    _ total: Int, _ reader: inout PostingsReader, note: (Score, _ place: UInt32) -> Void
  ) -> Int {
    var (kept, i) = (0, 0)
    while i < total, reader.loadBlock(holding: unsafe candidates[i]) {
      let last = reader.last
      let first = UInt32(truncatingIfNeeded: reader.block &* PostingsList.blockCount)
      repeat {
        let (document, score) = unsafe (candidates[i], scores[i])
        unsafe candidates[kept] = document
        unsafe scores[kept] = score
        let (place, isHeld) = reader.placeInBlock(document)
        note(score, first &+ place)
        kept &+= isHeld ? 1 : 0
        i &+= 1
      } while unsafe i < total && candidates[i] <= last
    }
    return kept
  }
}
