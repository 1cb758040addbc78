/// What the dictionary says of a term: where its postings are.
struct TermInfo: Equatable {
  /// How the postings are stored.
  enum Storage: Equatable {
    /// As those of another term of the dictionary, by its ordinal; without positions.
    case alias(ordinal: Int)
    /// One posting, in the dictionary itself; positions at an offset in the section of terms.
    case single(document: DocID, frequency: UInt32, positionsOffset: Int)
    /// A list at an offset of the section of postings, and one of positions.
    case list(postings: Range<Int>, positions: Range<Int>)
  }

  var documentFrequency: Int
  var totalFrequency: Int
  var storage: Storage
}
