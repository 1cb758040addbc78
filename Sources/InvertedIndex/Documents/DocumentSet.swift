internal import Bytes

/// A set of documents of one segment, one bit each.
public struct DocumentSet: Sendable, Equatable {
  /// The number of documents that may be in it.
  public let capacity: Int
  /// The bits, 64 a word, the lowest first; bits past `capacity` are zero.
  public internal(set) var words: [UInt64]

  /// An empty set.
  public init(capacity: Int) {
    self.capacity = capacity
    words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
  }

  /// The number of documents in it; linear in `capacity`.
  public var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// Whether `document`, below `capacity`, is in it.
  @inlinable public func contains(_ document: DocID) -> Bool {
    words[Int(document >> 6)] >> UInt64(document & 63) & 1 == 1
  }
  /// Adds `document`, below `capacity`.
  public mutating func insert(_ document: DocID) {
    words[Int(document >> 6)] |= 1 << UInt64(document & 63)
  }
  /// Removes `document`, below `capacity`.
  public mutating func remove(_ document: DocID) {
    words[Int(document >> 6)] &= ~(1 << UInt64(document & 63))
  }

  private static let magic = Array("LEDEDEL\u{1}".utf8)
  private static let headBytes = 32

  /// The bytes of the file that holds the documents deleted from the segment of that number, as of
  /// that generation: so that no file passes for another.
  func encoded(segment: Int, generation: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(Self.magic)
    for number in [segment, generation, capacity] { writer.write(UInt64(number)) }
    for word in words { writer.write(word) }
    writer.write(Checksum.of(writer.bytes))
    return writer.bytes
  }

  /// The set in `bytes`, or nil if they are not what was written for that segment, generation and
  /// number of documents.
  init?(encoded bytes: [UInt8], segment: Int, generation: Int, capacity: Int) {
    let end = Self.headBytes + (capacity + 63) / 64 * 8
    guard bytes.count == end + 8, bytes.starts(with: Self.magic) else { return nil }
    let words: [UInt64]? = unsafe bytes.withUnsafeBytes { all in
      var reader = unsafe ByteReader(all)
      reader.skip(Self.magic.count)
      for number in [segment, generation, capacity] where reader.read() != UInt64(number) {
        return nil
      }
      let words = (0..<(capacity + 63) / 64).map { _ in reader.read(UInt64.self) }
      let checksum = unsafe Checksum.of(UnsafeRawBufferPointer(rebasing: all[..<end]))
      return reader.read() == checksum ? words : nil
    }
    guard let words else { return nil }
    if capacity % 64 != 0, let last = words.last, last >> UInt64(capacity % 64) != 0 { return nil }
    self.capacity = capacity
    self.words = words
  }
}
