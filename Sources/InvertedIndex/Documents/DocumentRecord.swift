/// What a segment keeps of a document besides its terms.
public struct DocumentRecord: Sendable {
  /// The identifier outside the index, in UTF-8.
  public var identifier: [UInt8]
  /// The number of words of its main text.
  public var length: Int
  /// Its length where some words count more than once, no less than `length`.
  public var weightedLength: Int
  /// The number of words of its title, which the main text starts with.
  public var titleLength: Int
  /// When it was published, in seconds since 1970.
  public var date: Int64?
  /// The bytes of text that it came from.
  public var textBytes: Int
  /// What is stored to be shown, in the form that the caller chose.
  public var stored: [UInt8]
  /// The same for all documents that are copies of one another, of which only the best is found; 0 for
  /// a document that has no copies.
  public var copyKey: UInt64

  /// A record of these parts; `weightedLength` is `length` unless it is given.
  public init(
    identifier: [UInt8], length: Int, weightedLength: Int? = nil, titleLength: Int, date: Int64?,
    textBytes: Int, stored: [UInt8], copyKey: UInt64 = 0
  ) {
    self.identifier = identifier
    self.length = length
    self.weightedLength = max(weightedLength ?? length, length)
    self.titleLength = titleLength
    self.date = date
    self.textBytes = textBytes
    self.stored = stored
    self.copyKey = copyKey
  }
}
