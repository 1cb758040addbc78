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
  /// The documents in it, ascending; linear in `capacity`, 64 at a time.
  public var documents: [DocID] {
    var documents: [DocID] = []
    documents.reserveCapacity(count)
    forEach { documents.append($0) }
    return documents
  }
  /// Calls `body` with each document in it, ascending; linear in `capacity`, 64 at a time.
  @inlinable public func forEach(_ body: (DocID) -> Void) {
    for (i, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        body(DocID(i * 64 + rest.trailingZeroBitCount))
        rest &= rest - 1
      }
    }
  }
  /// Adds `document`, below `capacity`.
  public mutating func insert(_ document: DocID) {
    words[Int(document >> 6)] |= 1 << UInt64(document & 63)
  }
  /// Removes `document`, below `capacity`.
  public mutating func remove(_ document: DocID) {
    words[Int(document >> 6)] &= ~(1 << UInt64(document & 63))
  }

  /// The documents that are in one of two sets, where nil is an empty one.
  static func union(_ a: DocumentSet?, _ b: DocumentSet?) -> DocumentSet? {
    guard var union = a, let b else { return a ?? b }
    for i in union.words.indices { union.words[i] |= b.words[i] }
    return union
  }

  /// Why documents of a segment are named in a file beside it.
  enum Kind: String, CaseIterable {
    /// They are gone.
    case deleted
    /// Better copies of them are in the index.
    case hidden

    /// The first bytes of the file.
    fileprivate var magic: [UInt8] {
      switch self {
      case .deleted: Array("LEDEDEL\u{1}".utf8)
      case .hidden: Array("LEDEHID\u{1}".utf8)
      }
    }
  }

  private static let headBytes = 32

  /// The bytes of the file that names the documents of the segment of that number, as of that
  /// generation: so that no file passes for another.
  func encoded(_ kind: Kind, segment: Int, generation: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(kind.magic)
    for number in [segment, generation, capacity] { writer.write(UInt64(number)) }
    for word in words { writer.write(word) }
    writer.write(Checksum.of(writer.bytes))
    return writer.bytes
  }

  /// The set in `bytes`, or nil if they are not what was written for that kind, segment, generation
  /// and number of documents.
  init?(encoded bytes: [UInt8], _ kind: Kind, segment: Int, generation: Int, capacity: Int) {
    let end = Self.headBytes + (capacity + 63) / 64 * 8
    guard bytes.count == end + 8, bytes.starts(with: kind.magic) else { return nil }
    let words: [UInt64]? = unsafe bytes.withUnsafeBytes { all in
      var reader = unsafe ByteReader(all)
      reader.skip(kind.magic.count)
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
