internal import Bytes

/// A term of a document, by its number in the segment's vectors, and how often it is there.
@frozen public struct TermFrequency: Sendable, Equatable, BitwiseCopyable {
  /// The number of the term, from 0: rarer terms have higher ones.
  public let number: UInt32
  /// How often it is in the document, 1 or more.
  public let frequency: UInt32

  /// A term of these parts.
  @inlinable public init(number: UInt32, frequency: UInt32) {
    self.number = number
    self.frequency = frequency
  }
}

/// The code of one vector: distinct numbers, ascending, each with a frequency.
///
/// The count plus one in the γ code; the numbers in the interpolative code, the one in the middle
/// first, in as many bits as the room that the others leave it needs; the frequencies in the γ code.
/// Numbers that crowd together, as those of frequent terms do, take few bits or none.
/// Source: A. Moffat, L. Stuiver, "Binary Interpolative Coding for Effective Index Compression",
/// Information Retrieval 3, 2000.
/// - Complexity: linear in the terms, about 8 ns each.
enum VectorCode {
  /// Appends the code of `vector`, whose numbers are below `universe`, to `bits`.
  static func encode(
    _ vector: some RandomAccessCollection<TermFrequency>, universe: Int, to bits: inout BitWriter
  ) {
    bits.writeGamma(vector.count + 1)
    encode(numbers: vector, least: 0, most: universe - 1, to: &bits)
    for term in vector { bits.writeGamma(Int(term.frequency)) }
  }

  private static func encode<Numbers: RandomAccessCollection<TermFrequency>>(
    numbers: Numbers, least: Int, most: Int, to bits: inout BitWriter
  ) {
    let count = numbers.count
    // Nothing to tell: no numbers, or as many as there is room for.
    guard count > 0, most - least + 1 > count else { return }
    let below = count / 2
    let middle = numbers.index(numbers.startIndex, offsetBy: below)
    let number = Int(numbers[middle].number)
    writeBelow(most - least + 2 - count, number - (least + below), to: &bits)
    encode(numbers: numbers[..<middle], least: least, most: number - 1, to: &bits)
    encode(
      numbers: numbers[numbers.index(after: middle)...], least: number + 1, most: most, to: &bits)
  }

  /// Writes a value below `limit` ≥ 1 in ⌊log₂ limit⌋ bits, or one more for the greater ones.
  private static func writeBelow(_ limit: Int, _ value: Int, to bits: inout BitWriter) {
    let width = Int.bitWidth - 1 - limit.leadingZeroBitCount
    let short = 1 << (width + 1) - limit
    if value < short {
      bits.write(UInt64(value), bits: width)
    } else {
      bits.write(UInt64(value + short) >> 1, bits: width)
      bits.write(UInt64(value + short) & 1, bits: 1)
    }
  }

  /// Writes the vector whose code starts at `start` to `vector`, replacing what it held.
  ///
  /// The code must be what `encode` wrote for the same `universe`.
  static func decode(
    _ start: UnsafeRawPointer, universe: Int, into vector: inout [TermFrequency]
  ) {
    var bits = unsafe BitReader(start)
    let count = bits.readGamma() - 1
    unsafe withUnsafeTemporaryAllocation(of: UInt32.self, capacity: max(count, 1)) { numbers in
      guard let base = numbers.baseAddress else { return }
      unsafe decode(numbers: base, count: count, least: 0, most: universe &- 1, from: &bits)
      vector.removeAll(keepingCapacity: true)
      vector.reserveCapacity(count)
      for i in 0..<count {
        let frequency = UInt32(truncatingIfNeeded: bits.readGamma())
        unsafe vector.append(TermFrequency(number: numbers[i], frequency: frequency))
      }
    }
  }

  private static func decode(
    numbers: UnsafeMutablePointer<UInt32>, count: Int, least: Int, most: Int,
    from bits: inout BitReader
  ) {
    guard count > 0 else { return }
    let free = most &- least &+ 2 &- count
    guard free > 1 else {
      for i in 0..<count { unsafe numbers[i] = UInt32(truncatingIfNeeded: least &+ i) }
      return
    }
    let below = count / 2
    let number = least &+ below &+ readBelow(free, from: &bits)
    unsafe numbers[below] = UInt32(truncatingIfNeeded: number)
    unsafe decode(numbers: numbers, count: below, least: least, most: number &- 1, from: &bits)
    unsafe decode(
      numbers: numbers + (below &+ 1), count: count &- below &- 1, least: number &+ 1, most: most,
      from: &bits)
  }

  @inline(__always)
  private static func readBelow(_ limit: Int, from bits: inout BitReader) -> Int {
    let width = Int.bitWidth &- 1 &- limit.leadingZeroBitCount
    let short = 1 &<< (width &+ 1) &- limit
    let value = bits.read(bits: width)
    return value < short ? value : (value &<< 1 | bits.read(bits: 1)) &- short
  }
}
