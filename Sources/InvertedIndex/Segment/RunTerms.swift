/// A term of a run, or one that is derived from terms of the run.
struct RunTerm: BitwiseCopyable, Sendable {
  let key: TermKey
  let tail: TermTail
  /// The first of its occurrences, or, if it is derived, of the terms that it comes from.
  let first: UInt32
  /// How many of them there are; the highest bit is set if the term is derived.
  private let countAndKind: UInt32

  init(key: TermKey, tail: TermTail, first: Int, count: Int, isDerived: Bool) {
    self.key = key
    self.tail = tail
    self.first = UInt32(first)
    countAndKind = UInt32(count) | (isDerived ? 1 << 31 : 0)
  }

  var isDerived: Bool { countAndKind >> 31 == 1 }
  var range: Range<Int> {
    let first = Int(first)
    return first..<first + Int(countAndKind & 0x7FFF_FFFF)
  }
}

/// The terms of a run in the order of their keys, with the derived ones among them.
struct RunTerms: Sendable {
  /// A `RunTerm` each.
  let entries: RunBytes
  /// The entries that derived terms come from, as `UInt32`.
  let sources: RunBytes
  let tails: RunBytes

  var byteCount: Int { entries.count + sources.count + tails.count }
}
