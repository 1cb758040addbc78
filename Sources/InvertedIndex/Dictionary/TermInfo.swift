/// What the dictionary says of a term: where its postings are.
struct TermInfo: Equatable, BitwiseCopyable {
  /// How the postings are stored.
  enum Storage: Equatable, BitwiseCopyable {
    /// As those of another term of the dictionary, by its ordinal; without positions.
    case alias(ordinal: Int)
    /// One posting, in the dictionary itself; positions at an offset in the section of terms.
    case single(document: DocID, frequency: UInt32, positionsOffset: Int)
    /// A list in the section of postings, and one in that of positions.
    case list(postings: Extent, positions: Extent)
  }

  /// Where bytes are in their section.
  struct Extent: Equatable, BitwiseCopyable {
    let start: Int
    let count: Int

    var range: Range<Int> { start..<start + count }
  }

  var documentFrequency: Int
  var totalFrequency: Int
  var storage: Storage

  var isAlias: Bool { if case .alias = storage { true } else { false } }
}
