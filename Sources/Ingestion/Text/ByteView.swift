internal import Glibc

/// Borrowed bytes whose every access is checked: the ground under the scanners of this module.
///
/// Valid only while what it was made of is; never stored beyond the call that made it.
@safe struct ByteView: RandomAccessCollection {
  private let bytes: UnsafeRawBufferPointer

  /// A view of `bytes`, which outlive it.
  init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = bytes }

  var startIndex: Int { 0 }
  var endIndex: Int { unsafe bytes.count }

  /// The byte at `index`; traps outside `0..<count`.
  subscript(index: Int) -> UInt8 {
    precondition(index >= 0 && index < count, "index outside the bytes")
    return unsafe bytes[index]
  }

  /// The view of a range; traps unless it lies inside.
  subscript(range: Range<Int>) -> ByteView {
    precondition(range.lowerBound >= 0 && range.upperBound <= count, "range outside the bytes")
    return unsafe ByteView(UnsafeRawBufferPointer(rebasing: bytes[range]))
  }

  /// The text of the bytes, which are UTF-8; bad bytes become U+FFFD.
  var text: String { unsafe String(decoding: bytes, as: UTF8.self) }

  /// Lends the bytes.
  func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    unsafe body(bytes)
  }

  /// Appends the bytes of `range` to `output`.
  func copy(_ range: Range<Int>, to output: inout [UInt8]) {
    let part = self[range]
    unsafe output.append(contentsOf: part.bytes)
  }

  /// Whether the bytes from `index` on are those of `word`.
  func matches(_ word: [UInt8], at index: Int) -> Bool {
    guard index >= 0, index + word.count <= count else { return false }
    for i in 0..<word.count where self[index + i] != word[i] { return false }
    return true
  }

  /// Whether the bytes from `index` on are those of `word`, which is lower case, in any case.
  func matchesIgnoringCase(_ word: [UInt8], at index: Int) -> Bool {
    guard index >= 0, index + word.count <= count else { return false }
    for i in 0..<word.count {
      let byte = self[index + i]
      guard ((0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == word[i] else { return false }
    }
    return true
  }

  /// Where `byte` next stands at or after `start`, or nil.
  ///
  /// Linear, at the speed of memory.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard start >= 0, start < count, let base = unsafe bytes.baseAddress else { return nil }
    guard let found = unsafe memchr(base + start, Int32(byte), count - start) else { return nil }
    return unsafe UnsafeRawPointer(found) - base
  }

  /// Where `word`, which is not empty, next stands at or after `start`, or nil.
  func firstIndex(of word: [UInt8], from start: Int) -> Int? {
    guard let first = word.first else { return nil }
    var i = start
    while let found = firstIndex(of: first, from: i) {
      if matches(word, at: found) { return found }
      i = found + 1
    }
    return nil
  }
}

extension [UInt8] {
  /// Where `byte` next stands at or after `start`, or nil.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    unsafe withUnsafeBytes { unsafe ByteView($0).firstIndex(of: byte, from: start) }
  }

  /// Where `word` first stands at or after `start`, or nil. (The standard library's search for a
  /// subsequence is some hundred times slower.)
  func firstIndex(of word: [UInt8], from start: Int = 0) -> Int? {
    unsafe withUnsafeBytes { unsafe ByteView($0).firstIndex(of: word, from: start) }
  }

  /// Where the text `word` first stands at or after `start`, or nil.
  func firstIndex(of word: String, from start: Int = 0) -> Int? {
    firstIndex(of: Array(word.utf8), from: start)
  }
}
