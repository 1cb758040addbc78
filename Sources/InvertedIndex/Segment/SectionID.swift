/// The parts of a segment file, with their numbers on disk.
public enum SectionID: UInt8, Sendable, CaseIterable {
  /// Counts and sums.
  case summary = 1
  /// The term dictionary.
  case terms = 2
  /// The offsets of the dictionary's blocks.
  case termBlocks = 3
  /// Documents and frequencies.
  case postings = 4
  /// Positions.
  case positions = 5
  /// The length of every document.
  case lengths = 6
  /// The length of the title of every document.
  case titleLengths = 7
  /// The date of every document.
  case dates = 8
  /// The identifier of every document.
  case identifiers = 9
  /// The files that the documents were read from.
  case files = 10
  /// Compressed stored fields.
  case stored = 11
  /// Where the blocks of stored fields are.
  case storedBlocks = 12
  /// The weighted length of every document, if the levels of a field are by them.
  case weightedLengths = 13
  /// The terms of the field whose vectors are kept, if one is.
  case vectorTerms = 14
  /// The terms of every document, if they are kept.
  case vectors = 15
  /// Where the terms of every document are.
  case vectorOffsets = 16
  /// The most frequent terms of every document by their hashes, if vectors are kept.
  case profiles = 17
  /// The keys by which copies of one article are told, if a document has one.
  case copyKeys = 18

  /// Whether every segment has it.
  var isRequired: Bool { rawValue <= Self.storedBlocks.rawValue }

  /// The name that people read.
  public var name: String {
    switch self {
    case .summary: "summary"
    case .terms: "terms"
    case .termBlocks: "term blocks"
    case .postings: "postings"
    case .positions: "positions"
    case .lengths: "lengths"
    case .titleLengths: "title lengths"
    case .dates: "dates"
    case .identifiers: "identifiers"
    case .files: "files"
    case .stored: "stored text"
    case .storedBlocks: "stored blocks"
    case .weightedLengths: "weighted lengths"
    case .vectorTerms: "vector terms"
    case .vectors: "vectors"
    case .vectorOffsets: "vector offsets"
    case .profiles: "profiles"
    case .copyKeys: "copy keys"
    }
  }
}
