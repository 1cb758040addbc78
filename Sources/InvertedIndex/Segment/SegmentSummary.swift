internal import Bytes

/// The counts and sums of a segment.
public struct SegmentSummary: Sendable, Equatable {
  /// The longest document length that is told apart; longer ones count as this.
  public static let longestLength = 65_535

  /// The number of documents, deleted ones included.
  public internal(set) var documents = 0
  /// The number of words of all documents.
  public internal(set) var tokens = 0
  /// The sum of the lengths of all documents.
  public internal(set) var lengthSum = 0
  /// The sum of the weighted lengths of all documents.
  public internal(set) var weightedLengthSum = 0
  /// The most by which the weighted length of a document is above its length.
  public internal(set) var mostAdded = 0
  /// The number of terms of all fields.
  public internal(set) var terms = 0
  /// The number of postings of all terms that have their own.
  public internal(set) var postings = 0
  /// The bytes of text that were indexed.
  public internal(set) var textBytes = 0
  /// Bit n is set where field n keeps positions.
  public internal(set) var positionalFields: UInt32 = 0
  /// Bit n is set where the levels of field n are by weighted lengths.
  public internal(set) var weightedFields: UInt32 = 0

  init() {}

  /// Whether the levels of `field` are by weighted lengths.
  func isWeighted(_ field: UInt8) -> Bool { weightedFields >> UInt32(field) & 1 == 1 }

  var encoded: [UInt8] {
    var writer = ByteWriter()
    for number in [
      documents, tokens, lengthSum, terms, postings, textBytes, weightedLengthSum, mostAdded,
    ] {
      writer.write(UInt64(number))
    }
    writer.write(positionalFields)
    writer.write(weightedFields)
    return writer.bytes
  }

  init?(_ bytes: UnsafeRawBufferPointer) {
    var reader = unsafe ByteReader(bytes)
    func number() -> Int { Int(truncatingIfNeeded: reader.read(UInt64.self)) }
    documents = number()
    tokens = number()
    lengthSum = number()
    terms = number()
    postings = number()
    textBytes = number()
    weightedLengthSum = number()
    mostAdded = number()
    positionalFields = reader.read(UInt32.self)
    weightedFields = reader.read(UInt32.self)
    guard !reader.failed, documents >= 0, documents < Int(DocID.end),
      (0..<1 << 40).contains(terms), tokens >= 0, lengthSum >= 0, postings >= 0, textBytes >= 0,
      weightedLengthSum >= lengthSum, (0...Self.longestLength).contains(mostAdded)
    else { return nil }
  }
}
