/// The number of a document in its segment: dense, from 0, in the order of indexing.
public typealias DocID = UInt32

extension DocID {
  /// Greater than every document: where an exhausted cursor stands.
  public static let end = DocID.max
}
