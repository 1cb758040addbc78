internal import Bytes

/// A set of documents of one segment, one bit each.
public struct DocumentSet: Sendable, Equatable {
  /// The number of documents that may be in it.
  public let capacity: Int
  /// The bits, 64 a word, the lowest first; bits past `capacity` are zero.
  public internal(set) var words: [UInt64]

  /// An empty set, or a full one.
  public init(capacity: Int, full: Bool = false) {
    self.capacity = capacity
    words = [UInt64](repeating: full ? .max : 0, count: (capacity + 63) / 64)
    if full, capacity % 64 != 0 { words[words.count - 1] = 1 << UInt64(capacity % 64) - 1 }
  }

  /// The number of documents in it. Linear in `capacity`.
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
  /// Keeps what is also in `other`, of the same capacity.
  public mutating func formIntersection(_ other: DocumentSet) {
    for i in words.indices { words[i] &= other.words[i] }
  }
  /// Removes what is in `other`, of the same capacity.
  public mutating func subtract(_ other: DocumentSet) {
    for i in words.indices { words[i] &= ~other.words[i] }
  }

  /// The bytes of a file that holds the set: a number, the words, a checksum.
  var encoded: [UInt8] {
    var writer = ByteWriter()
    writer.append(Array("LEDEDEL\u{1}".utf8))
    writer.write(UInt64(capacity))
    for word in words { writer.write(word) }
    writer.write(Checksum.of(writer.bytes))
    return writer.bytes
  }

  /// The set in `bytes`, or nil if they are damaged.
  init?(encoded bytes: [UInt8]) {
    guard bytes.count >= 24, bytes.starts(with: Array("LEDEDEL\u{1}".utf8)) else { return nil }
    let set: DocumentSet? = unsafe bytes.withUnsafeBytes { all in
      var reader = unsafe ByteReader(all)
      reader.skip(8)
      let capacity = Int(truncatingIfNeeded: reader.read(UInt64.self))
      guard capacity >= 0, capacity <= Int(DocID.end),
        bytes.count == 24 + (capacity + 63) / 64 * 8
      else { return nil }
      var set = DocumentSet(capacity: capacity)
      for i in set.words.indices { set.words[i] = reader.read(UInt64.self) }
      let end = reader.offset
      guard reader.read(UInt64.self) == Checksum.of(Array(bytes[..<end])) else { return nil }
      return set
    }
    guard let set else { return nil }
    self = set
  }
}
