/// The term in the making: bytes of folded UTF-8, at most `limit` of them.
///
/// What would go beyond the limit is left out, and everything after it, so that a long word is cut
/// at the same scalar in documents and in queries.
@safe struct TermBuilder {
  /// Bytes that a builder needs.
  static let capacity = 256

  private let bytes: UnsafeMutablePointer<UInt8>
  private let map: ScalarMap
  private(set) var count = 0
  private var limit = Analyzer.longestTerm
  private var isFull = false

  /// An empty term in `bytes`, which has room for `capacity` and outlives the builder.
  init(bytes: UnsafeMutablePointer<UInt8>, map: ScalarMap) {
    unsafe self.bytes = bytes
    self.map = map
  }

  /// The bytes so far; valid until the next change.
  var term: UnsafeBufferPointer<UInt8> { unsafe UnsafeBufferPointer(start: bytes, count: count) }

  /// Empties the term.
  @inline(__always)
  mutating func clear() {
    count = 0
    limit = Analyzer.longestTerm
    isFull = false
  }

  /// Lets the term grow by at most `length` bytes from here on.
  mutating func allow(_ length: Int) {
    limit = min(Analyzer.longestTerm, count &+ length)
    isFull = false
  }

  /// Removes the first `length` bytes.
  mutating func removeFirst(_ length: Int) {
    let length = min(length, count)
    unsafe bytes.update(from: bytes + length, count: count &- length)
    count &-= length
  }

  /// Replaces the small letters of ASCII by capitals.
  mutating func capitalize() {
    for i in 0..<count where unsafe bytes[i] >= 0x61 && bytes[i] <= 0x7A {
      unsafe bytes[i] &= 0xDF
    }
  }

  /// Appends an ASCII byte.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    guard count < limit, !isFull else {
      isFull = true
      return
    }
    unsafe bytes[count] = byte
    count &+= 1
  }

  /// Appends what stands for `scalar`, not ASCII, `length` bytes at `i` of `text`; unlisted scalars
  /// stand for themselves.
  @inline(__always)
  mutating func fold(_ scalar: UInt32, at i: Int, length: Int, of text: UTF8Text) {
    if Composition.isMark(scalar), compose(scalar) { return }
    if let folded = unsafe map[scalar] {
      guard let base = folded.baseAddress, folded.count > 0 else { return }
      unsafe append(base, count: folded.count)
    } else {
      unsafe append(text.base + i, count: length)
    }
  }

  @inline(__always)
  private mutating func append(_ source: UnsafePointer<UInt8>, count length: Int) {
    guard count &+ length <= limit, !isFull else {
      isFull = true
      return
    }
    for k in 0..<length { unsafe bytes[count &+ k] = source[k] }
    count &+= length
  }

  /// Replaces the last scalar by its composition with `mark`, if there is one.
  @inline(never)
  private mutating func compose(_ mark: UInt32) -> Bool {
    guard !isFull, count > 0 else { return false }
    var start = count &- 1
    while start > 0, unsafe bytes[start] & 0xC0 == 0x80 { start &-= 1 }
    let last = unsafe UTF8Text(base: bytes, count: count).scalar(at: start).value
    guard let composed = Composition.compose(last, mark) else { return false }
    count = start
    for byte in composed.utf8 { append(byte) }
    return true
  }
}
