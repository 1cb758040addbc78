internal import CSIMD

/// What needs no change to stand on one line: words of printing ASCII and of scalars that cannot be
/// white space, with single blanks between them.
///
/// Read 64 bytes a step. The slow twin in the tests looks at every byte.
enum PlainStretch {
  /// The end of the stretch that begins at `start`; `start` if none does.
  static func end(in bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    unsafe end(in: bytes, from: start, stoppingAtMarkup: false)
  }

  /// Whether all of `bytes` is one stretch without "&" and "<"; so is nothing.
  static func isWhole(_ bytes: UnsafeRawBufferPointer) -> Bool {
    unsafe end(in: bytes, from: 0, stoppingAtMarkup: true) == bytes.count
  }

  @inline(__always)
  private static func end(
    in bytes: UnsafeRawBufferPointer, from start: Int, stoppingAtMarkup: Bool
  ) -> Int {
    guard let base = bytes.baseAddress, start < bytes.count,
      unsafe isWord(bytes[start], stoppingAtMarkup)
    else { return start }
    let text = unsafe base.assumingMemoryBound(to: UInt8.self)
    var i = start
    while i < bytes.count {
      let left = bytes.count &- i
      let stop =
        left > 64
        ? unsafe stops(text + i, then: text[i &+ 64], stoppingAtMarkup)
        : unsafe stopsAtEnd(text + i, count: left, stoppingAtMarkup)
      if stop != 0 { return i &+ stop.trailingZeroBitCount }
      i &+= 64
    }
    return bytes.count
  }

  /// Which of the 64 bytes at `text` end a stretch, `next` standing behind them.
  @inline(__always)
  private static func stops(
    _ text: UnsafePointer<UInt8>, then next: UInt8, _ stoppingAtMarkup: Bool
  ) -> UInt64 {
    let classes = unsafe classify_line(text)
    let special = stoppingAtMarkup ? classes.special | classes.markup : classes.special
    let words = ~(special | classes.blanks)
    let wordsNext = words &>> 1 | (isWord(next, stoppingAtMarkup) ? 1 &<< 63 : 0)
    return ~(words | classes.blanks & wordsNext)
  }

  /// Which of the last `count` bytes end a stretch, or the end of the text if none does and they are
  /// fewer than 64.
  @inline(__always)
  private static func stopsAtEnd(
    _ text: UnsafePointer<UInt8>, count: Int, _ stoppingAtMarkup: Bool
  ) -> UInt64 {
    unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 64) { padded in
      guard let target = padded.baseAddress else { return 1 }
      unsafe target.update(repeating: 0, count: 64)
      unsafe target.update(from: text, count: count)
      return unsafe stops(target, then: 0, stoppingAtMarkup)
    }
  }

  /// Whether `byte` is of a word.
  @inline(__always)
  private static func isWord(_ byte: UInt8, _ stoppingAtMarkup: Bool) -> Bool {
    switch byte {
    case 0x26, 0x3C: !stoppingAtMarkup
    case 0x21..<0x7F: true
    default: byte >= 0x80 && byte != 0xC2 && byte != 0xE2 && byte != 0xEF
    }
  }
}
