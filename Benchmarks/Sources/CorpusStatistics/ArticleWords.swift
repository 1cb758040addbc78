/// The words of one article, end to end in one array of bytes.
public struct ArticleWords {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []

  /// No words.
  public init() {}

  /// The number of words.
  public var count: Int { ends.count }

  /// The bytes of the word at `i`, `0 ..< count`.
  public subscript(i: Int) -> ArraySlice<UInt8> { bytes[(i == 0 ? 0 : ends[i - 1])..<ends[i]] }

  /// All words, with one space between, in bytes.
  public var textBytes: Int { bytes.count + max(0, ends.count - 1) }

  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds a byte of text; one that belongs to no word ends the word before it.
  mutating func append(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), 128...:
      bytes.append(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): bytes.append(byte | 0x20)
    default: endWord()
    }
  }

  /// Ends the word that is being added, if there is one.
  mutating func endWord() {
    if bytes.count > (ends.last ?? 0) { ends.append(bytes.count) }
  }
}
