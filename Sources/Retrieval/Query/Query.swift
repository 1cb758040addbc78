/// What is asked of an index, as a tree; `QueryParser` makes one from typed text.
///
/// Every case says which documents match and what scores they get. A field that no document has
/// matches nothing. Parsed queries are at most `QueryParser.deepestGroup` groups deep, so plain
/// recursion over a query is safe.
public enum Query: Sendable, Hashable {
  /// Documents with the word, ranked by its stem, or by the exact term where it has no stem.
  case word(QueryTerm)
  /// Documents with the exact words in sequence; a phrase of one word is that exact word.
  case phrase(Phrase)
  /// Documents with a term that begins with the given bytes.
  case prefix(TermPrefix)
  /// Documents with a term that differs from the given one by few edits.
  case fuzzy(FuzzyTerm)
  /// Documents with all operands inside a stretch of text: at most `distance` - 1 words stand between
  /// neighbours; in the given sequence if `ordered`.
  ///
  /// Two to four operands: words, phrases, prefixes, fuzzy terms, and `any` of these, all of one field.
  case near([Query], distance: Int, ordered: Bool)
  /// Documents that match at least one; the scores of those that match add up. Two or more.
  case any([Query])
  /// Documents that match every one; scores add up. Two or more.
  case all([Query])
  /// Documents that match the first and not the second, with the score of the first.
  indirect case except(Query, Query)
  /// Documents that match all of the first, one or more; the others, one or more, only add to the score.
  case required([Query], optional: [Query])
  /// Documents that match and pass the filter, which does not change the score.
  indirect case filter(Query, DocumentFilter)
  /// Documents that match, their score multiplied by a finite weight above 0.
  indirect case boosted(Query, Double)
  /// All documents, with score 0.
  case everything
  /// No document: the text held nothing that can be searched.
  case nothing
}

/// Where in an article a term is looked for.
public enum QueryField: String, Sendable, Hashable, CaseIterable {
  /// Title and body.
  case text
  case title, byline, section, source
  /// The language code as a whole, in lower case.
  case language
  /// The article's id as a whole, byte by byte.
  case id

  /// Whether a value is one term as a whole, not words.
  public var isKeyword: Bool { self == .language || self == .id }
}

/// A word as the index knows it.
public struct QueryTerm: Sendable, Hashable {
  /// Where it is looked for.
  public let field: QueryField
  /// The exact term: folded, in UTF-8; with its case kept where it is a term of capitals ("US").
  public let exact: [UInt8]
  /// The stemmed term, or nil if only the exact term is meant.
  public let stem: [UInt8]?

  /// A term of these parts.
  public init(field: QueryField = .text, exact: [UInt8], stem: [UInt8]? = nil) {
    self.field = field
    self.exact = exact
    self.stem = stem
  }
}

/// Exact words in sequence.
public struct Phrase: Sendable, Hashable {
  /// A word at its place.
  public struct Word: Sendable, Hashable {
    /// The exact term, as in `QueryTerm.exact`.
    public let exact: [UInt8]
    /// The position relative to the first word of the phrase; the first has 0, and none decreases.
    public let offset: Int

    /// A word of these parts.
    public init(exact: [UInt8], offset: Int) {
      self.exact = exact
      self.offset = offset
    }
  }

  /// Where it is looked for.
  public let field: QueryField
  /// The words, one or more.
  public let words: [Word]
  /// How many positions the words may be moved in sum to match, 0 to 1,000; 0 is the exact phrase.
  public let slop: Int

  /// A phrase of these parts.
  public init(field: QueryField = .text, words: [Word], slop: Int = 0) {
    self.field = field
    self.words = words
    self.slop = slop
  }
}

/// All terms that begin alike, or hold a character.
public struct TermPrefix: Sendable, Hashable {
  /// Where they are looked for.
  public let field: QueryField
  /// The beginning of the exact terms, one byte or more, ending between two scalars.
  public let bytes: [UInt8]
  /// Whether it is one character of writing that is indexed in pairs: terms that end with it are meant too, as at the
  /// end of a run of characters no pair begins with it.
  public let isCharacter: Bool

  /// A prefix of these parts.
  public init(field: QueryField = .text, bytes: [UInt8], isCharacter: Bool = false) {
    self.field = field
    self.bytes = bytes
    self.isCharacter = isCharacter
  }

  /// Whether `term` is one that is meant.
  func matches(_ term: some BidirectionalCollection<UInt8>) -> Bool {
    term.starts(with: bytes) || isCharacter && term.reversed().starts(with: bytes.reversed())
  }
}

/// All terms that are spelled nearly alike.
public struct FuzzyTerm: Sendable, Hashable {
  /// Where they are looked for.
  public let field: QueryField
  /// The exact term meant.
  public let exact: [UInt8]
  /// The most edits: scalars inserted, deleted, replaced, or swapped with their neighbour; 1 or 2.
  public let distance: Int

  /// A fuzzy term of these parts.
  public init(field: QueryField = .text, exact: [UInt8], distance: Int) {
    self.field = field
    self.exact = exact
    self.distance = distance
  }
}

/// A condition on documents that is no search for terms.
public enum DocumentFilter: Sendable, Hashable {
  /// Published at `from` or later and before `to`, in seconds since 1970-01-01T00:00:00Z.
  ///
  /// Nil leaves that side open; a document without a date passes only if both are nil.
  case published(from: Int64?, to: Int64?)
}
