internal import Bytes
internal import CSIMD

/// The positions of up to 128 postings of one list of the main text, decoded together.
///
/// Postings of one, two, three, four and of more positions are decoded apart, so that no branch waits for
/// how many a posting has: in news three of four have one or two.
@safe public struct PositionBatch: BitwiseCopyable {
  /// The most postings.
  public static let capacity = PostingsList.blockCount
  /// The positions of a posting are filled up with `none` to a multiple of this.
  public static let lanes = 4
  /// Stands where there is no position.
  public static let none = UInt32.max
  /// How many numbers of memory are needed.
  public static let memoryCount = 6 * room

  private static let room = capacity + 8

  /// The number of postings.
  public private(set) var count = 0
  /// The longest text.
  private var longest: UInt32 = 0
  /// Where the positions of each begin among those of all, in steps of `lanes`, and the end of the last.
  public let firsts: UnsafeMutablePointer<UInt32>
  private let frequencies: UnsafeMutablePointer<UInt32>
  private let lengths: UnsafeMutablePointer<UInt32>
  private let widths: UnsafeMutablePointer<UInt32>
  /// The first bit of each from the start of the positions of the list.
  private let bits: UnsafeMutablePointer<UInt64>

  /// A batch without postings that works in `memory`, which must outlive it and begin at a multiple of 8.
  public init(memory: UnsafeMutablePointer<UInt32>) {
    unsafe firsts = unsafe memory
    unsafe frequencies = unsafe memory + Self.room
    unsafe lengths = unsafe memory + 2 * Self.room
    unsafe widths = unsafe memory + 3 * Self.room
    let raw = unsafe UnsafeMutableRawPointer(memory + 4 * Self.room)
    unsafe bits = unsafe raw.assumingMemoryBound(to: UInt64.self)
  }

  /// Takes all postings out.
  @inline(__always)
  public mutating func removeAll() { count = 0 }

  /// Adds `count` postings at some places of a block: of its `frequencies`, `lengths` and `starts`, the last
  /// in bits from `base`.
  @inline(__always)
  mutating func append(
    _ indices: UnsafePointer<UInt32>, count added: Int, frequencies: UnsafePointer<UInt32>,
    lengths: UnsafePointer<UInt32>, starts: UnsafePointer<UInt32>, base: Int
  ) {
    let (ownFrequencies, ownLengths) = unsafe (self.frequencies + count, self.lengths + count)
    let (ownWidths, ownBits) = unsafe (widths + count, bits + count)
    for i in 0..<added {
      let index = unsafe Int(indices[i])
      let (start, end) = unsafe (starts[index], starts[index &+ 1])
      unsafe ownFrequencies[i] = frequencies[index]
      unsafe ownLengths[i] = lengths[index]
      unsafe ownWidths[i] = end &- start
      unsafe ownBits[i] = UInt64(truncatingIfNeeded: base &+ Int(start))
    }
    count &+= added
  }

  /// Works out where the positions of each posting begin; returns how many numbers those of all take.
  public mutating func finish() -> Int {
    let end = (count &+ 7) & ~7
    for i in count..<end { unsafe (frequencies[i], lengths[i]) = (0, 0) }
    longest = 0
    for i in 0..<end {
      unsafe firsts[i] = (frequencies[i] &+ UInt32(Self.lanes &- 1)) / UInt32(Self.lanes)
      longest = max(longest, unsafe lengths[i])
    }
    let total = unsafe exclusive_sums(firsts, end)
    unsafe firsts[count] = total
    return Self.lanes &* Int(total)
  }

  /// Writes the positions of all postings to `target`, which has room for them and `lanes` numbers more:
  /// those of posting i from `lanes · firsts[i]` on, ascending, then `none`.
  ///
  /// Naive equivalent: `BlockPositions.read` of each.
  ///
  /// - Parameter list: that of the postings; it has positions.
  public func decode(of list: PostingsList, into target: UnsafeMutablePointer<UInt32>) {
    guard let positions = unsafe list.positions else { return }
    guard PositionWidths.isKnown(longest) else {
      for i in 0..<count { unsafe decodeAny(i, positions, target) }
      return
    }
    for half in stride(from: 0, to: count, by: 64) {
      let all = count &- half < 64 ? (1 &<< UInt64(count &- half)) &- 1 : UInt64.max
      let one = unsafe all & numbers_equal_64(frequencies + half, 1)
      let two = unsafe all & numbers_equal_64(frequencies + half, 2)
      let three = unsafe all & numbers_equal_64(frequencies + half, 3)
      let four = unsafe all & numbers_equal_64(frequencies + half, 4)
      // The others come first: each writes beyond its positions, into those that are written then.
      var rest = all & ~(one | two | three | four)
      while rest != 0 {
        let i = half &+ rest.trailingZeroBitCount
        rest &= rest &- 1
        unsafe PositionCode.readMany(
          frequencies[i], length: lengths[i], width: Int(widths[i]),
          from: BitReader(positions, bit: Int(bits[i])),
          into: target + Self.lanes &* Int(firsts[i]))
      }
      unsafe decodeRanked(1, one, from: half, positions, target)
      unsafe decodeRanked(2, two, from: half, positions, target)
      unsafe decodeRanked(3, three, from: half, positions, target)
      unsafe decodeRanked(4, four, from: half, positions, target)
    }
  }

  /// Decodes posting `i`, in whatever code.
  private func decodeAny(
    _ i: Int, _ positions: UnsafeRawPointer, _ target: UnsafeMutablePointer<UInt32>
  ) {
    let own = unsafe target + Self.lanes &* Int(firsts[i])
    let last = unsafe target + Self.lanes &* (Int(firsts[i &+ 1]) &- 1)
    unsafe last.update(repeating: Self.none, count: Self.lanes)
    unsafe PositionCode.read(
      frequencies[i], length: lengths[i], width: Int(widths[i]),
      from: BitReader(positions, bit: Int(bits[i])), into: own)
  }

  /// Decodes those of the 64 postings from `first` on that are among `chosen`, which have `frequency`
  /// positions, up to four, whose rank is written.
  @inline(__always)
  private func decodeRanked(
    _ frequency: UInt32, _ chosen: UInt64, from first: Int, _ positions: UnsafeRawPointer,
    _ target: UnsafeMutablePointer<UInt32>
  ) {
    var rest = chosen
    while rest != 0 {
      let i = first &+ rest.trailingZeroBitCount
      rest &= rest &- 1
      let own = unsafe target + Self.lanes &* Int(firsts[i])
      unsafe own.update(repeating: Self.none, count: Self.lanes)
      let rank = unsafe PositionCode.readRank(
        width: Int(widths[i]), from: BitReader(positions, bit: Int(bits[i])))
      unsafe PositionCode.unrank(rank, frequency, into: own)
    }
  }
}
