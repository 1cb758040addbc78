/// A map from Unicode scalars to short UTF-8 strings in two stages, kept for the life of the process.
///
/// Reads are two dependent loads, without a check: scalars must be at most U+10FFFF, which
/// `UTF8Text.scalar(at:)` guarantees.
@safe struct ScalarMap: @unchecked Sendable {
  /// What stands for an accented, composed or other letter in a term.
  static let folding = ScalarMap(
    blocks: FoldingTable.blocks, entries: FoldingTable.entries, pool: FoldingTable.pool)
  /// What stands for a scalar in `plain` analysis; not listed means a space.
  static let plain = ScalarMap(
    blocks: PlainFoldingTable.blocks, entries: PlainFoldingTable.entries,
    pool: PlainFoldingTable.pool)

  private let blocks: UnsafePointer<UInt8>
  private let entries: UnsafePointer<UInt16>
  private let pool: UnsafePointer<UInt8>

  private init(blocks: [UInt8], entries: [UInt16], pool: [UInt8]) {
    unsafe self.blocks = immortal(blocks)
    unsafe self.entries = immortal(entries)
    unsafe self.pool = immortal(pool)
  }

  /// The bytes that stand for `scalar`, or nil if it is not listed.
  @inline(__always)
  subscript(scalar: UInt32) -> UnsafeBufferPointer<UInt8>? {
    let block = unsafe Int(blocks[Int(scalar &>> 7)])
    let entry = unsafe Int(entries[block &<< 7 | Int(scalar & 127)])
    guard entry != 0 else { return nil }
    return unsafe UnsafeBufferPointer(start: pool + entry, count: Int(pool[entry &- 1]))
  }
}

/// Word break properties (UAX #29) of Unicode scalars, kept for the life of the process.
@safe struct WordBreakProperties: @unchecked Sendable {
  /// The properties of the Unicode version named in `WordBreakTable`.
  static let shared = WordBreakProperties()

  private let blocks: UnsafePointer<UInt8>
  private let entries: UnsafePointer<UInt8>

  private init() {
    unsafe blocks = immortal(WordBreakTable.blocks)
    unsafe entries = immortal(WordBreakTable.entries)
  }

  /// The property of `scalar`, at most U+10FFFF.
  @inline(__always)
  subscript(scalar: UInt32) -> WordBreakProperty {
    let block = unsafe Int(blocks[Int(scalar &>> 7)])
    return unsafe WordBreakProperty(bits: entries[block &<< 7 | Int(scalar & 127)])
  }
}

/// A copy of `array` that is never freed, so that a table is a plain pointer in a kernel.
private func immortal<Element>(_ array: [Element]) -> UnsafePointer<Element> {
  let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, array.count))
  _ = unsafe copy.initialize(from: array)
  guard let base = copy.baseAddress else { preconditionFailure("a table is never empty") }
  return unsafe UnsafePointer(base)
}
