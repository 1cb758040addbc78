internal import Bytes
internal import CSIMD

/// Reads the positions of postings of a list, block by block.
///
/// Where the postings of a block start is worked out for all up to one that is asked for at once, in 300 ns
/// at most; from then on each of them is read without those before it.
@safe public struct BlockPositions: BitwiseCopyable {
  /// How many numbers of memory are needed.
  public static let memoryCount = 2 * room
  private static let room = PostingsList.blockCount + 8
  /// The bytes of a block that are asked for before they are needed.
  private static let mostFetched = 1_024

  /// The block at hand, -1 for none, and how many of its postings have starts that are known; `Int.max` if all.
  private var block = -1
  private var known = 0
  /// The first bit of its first posting, from the start of the positions of the list.
  private var base = 0
  /// The first bit of each of its postings from there on, and the end of the last.
  private let starts: UnsafeMutablePointer<UInt32>
  /// The lengths of its documents, each at least a posting's frequency.
  private let lengths: UnsafeMutablePointer<UInt32>

  /// A reader that works in `memory`, which must outlive it.
  public init(memory: UnsafeMutablePointer<UInt32>) {
    unsafe memory.update(repeating: 0, count: Self.memoryCount)
    unsafe starts = unsafe memory
    unsafe lengths = unsafe memory + Self.room
  }

  /// Writes the positions of posting `index` of `block` of `list` to `target`, which has room for its
  /// frequency.
  ///
  /// - Parameters:
  ///   - list: always the same; it has positions.
  ///   - documents: of the block; needed only when it is not at hand.
  ///   - frequencies: of the block.
  ///   - documentLengths: the length of every document, or nil for a field other than the main text.
  @inline(__always)
  public mutating func read(
    _ index: Int, ofBlock block: Int, of list: PostingsList, documents: UnsafePointer<DocID>,
    frequencies: UnsafePointer<UInt32>, documentLengths: UnsafePointer<UInt16>?,
    into target: UnsafeMutablePointer<UInt32>
  ) {
    guard let positions = unsafe list.positions else { return }
    guard list.documentFrequency > 1 else {
      return unsafe readSingle(positions, frequency: frequencies[0], into: target)
    }
    unsafe load(
      block, upTo: PostingsList.blockCount &- 1, of: list, documents, frequencies, documentLengths)
    let (start, end) = unsafe (starts[index], starts[index &+ 1])
    var bits = unsafe BitReader(positions, bit: base &+ Int(start))
    let frequency = unsafe frequencies[index]
    if unsafe documentLengths != nil {
      unsafe PositionCode.read(
        frequency, length: lengths[index], width: Int(end &- start), from: bits, into: target)
    } else {
      unsafe ShortFieldPositions.read(frequency, from: &bits, into: target)
    }
  }

  /// Adds `count` postings of the block at hand, which are known, to `batch`.
  ///
  /// - Parameters:
  ///   - indices: their places in the block.
  ///   - frequencies: of the block.
  public func append(
    _ indices: UnsafePointer<UInt32>, count: Int, frequencies: UnsafePointer<UInt32>,
    to batch: inout PositionBatch
  ) {
    unsafe batch.append(
      indices, count: count, frequencies: frequencies, lengths: lengths, starts: starts, base: base)
  }

  /// Takes `block` to hand, unless it is: its postings up to `index`.
  ///
  /// - Parameters: as of `read`; the list has more than one posting.
  @inline(__always)
  public mutating func load(
    _ block: Int, upTo index: Int, of list: PostingsList, _ documents: UnsafePointer<DocID>,
    _ frequencies: UnsafePointer<UInt32>, _ documentLengths: UnsafePointer<UInt16>?
  ) {
    if block == self.block, index < known { return }
    unsafe workOut(block, upTo: index, of: list, documents, frequencies, documentLengths)
  }

  /// Works out where the postings of `block` up to `index` start.
  private mutating func workOut(
    _ block: Int, upTo index: Int, of list: PostingsList, _ documents: UnsafePointer<DocID>,
    _ frequencies: UnsafePointer<UInt32>, _ documentLengths: UnsafePointer<UInt16>?
  ) {
    // If it is asked for twice, it is often asked for again.
    let all = list.count(ofBlock: block)
    let count = block == self.block || index >= all ? all : min((index &+ 8) & ~7, all)
    known = count == all ? .max : count
    self.block = block
    let start = list.positionsOffset(ofBlock: block)
    base = 8 &* start
    // Its bytes are on their way while it is worked out which of them are wanted.
    let end = block &+ 1 < list.blocks ? list.positionsOffset(ofBlock: block &+ 1) : start
    for offset in stride(from: start, through: min(end, start &+ Self.mostFetched), by: 64) {
      if let positions = unsafe list.positions { unsafe prefetch(positions + offset) }
    }
    if let documentLengths = unsafe documentLengths {
      for i in 0..<count {
        unsafe lengths[i] = UInt32(documentLengths[Int(documents[i])])
      }
      return unsafe PositionWidths.writeStarts(
        count: count, frequencies: frequencies, lengths: lengths, to: starts)
    }
    guard let positions = unsafe list.positions else { return }
    var bits = unsafe BitReader(positions, bit: base)
    for i in 0..<count {
      unsafe starts[i] = UInt32(truncatingIfNeeded: bits.bit &- base)
      unsafe ShortFieldPositions.skip(frequencies[i], in: &bits)
    }
  }

  /// The positions of a term's only posting: variable bytes in the dictionary.
  private func readSingle(
    _ positions: UnsafeRawPointer, frequency: UInt32, into target: UnsafeMutablePointer<UInt32>
  ) {
    var offset = 0
    var next = 0
    for i in 0..<Int(frequency) {
      next += unsafe VariableByte.read(positions, &offset)
      unsafe target[i] = UInt32(truncatingIfNeeded: next)
      next += 1
    }
  }
}
