public import InvertedIndex

/// What the field numbers of an index mean.
public enum IndexedField: UInt8, Sendable, CaseIterable {
  /// Every word of title and body as it stands, with positions; the title comes first.
  case text = 0
  /// The stems of `text`, those of the title counted `titleTimes` and those of the lead `leadTimes`.
  case textStem = 1
  /// The stems of the lead, the first `leadLength` words of the body.
  case leadStem = 2
  /// The stems of the title.
  case titleStem = 3
  /// The words of the byline, with positions.
  case byline = 4
  /// The words of the section, with positions.
  case section = 5
  /// The words of the source, with positions.
  case source = 6
  /// The language tag as a whole.
  case language = 7
  /// Two words of `text`, a space between, that are neighbours: those of which both are frequent.
  case textPairs = 8
  // The pairs end an index; what follows is not written.
  /// The words of the title once more, only to derive stems.
  case titleWords = 9
  /// The words of the lead once more, only to derive stems.
  case leadWords = 10

  /// How many words the lead of an article has, the first of its body: a sentence, which in news says
  /// what happened.
  public static let leadLength = 20

  /// How often an occurrence in the lead counts in `textStem`.
  public static let leadTimes = 2

  /// How often an occurrence in the title counts in `textStem`.
  ///
  /// So the levels of its cells bound what the standard model scores, and its frequencies are those of
  /// that model. Models that count titles or leads otherwise correct them by `titleStem` and
  /// `leadStem`.
  public static let titleTimes = 6

  /// The weighted length of a document of so many `words`, of which `titleWords` are its title.
  public static func weightedLength(words: Int, titleWords: Int) -> Int {
    FieldWeights.indexed.length(words: words, titleWords: titleWords)
  }

  /// The fields of an index whose analysis stems, or does not.
  ///
  /// - Parameters:
  ///   - positions: whether positions are kept, which phrases need.
  ///   - vectors: whether the stems of each document are kept, which feedback needs; only where there
  ///     are stems.
  public static func schema(
    stems: Bool, positions: Bool, vectors: Bool = false
  ) -> IndexSchema {
    var fields = [
      IndexSchema.Field(
        number: text.rawValue, hasPositions: positions,
        derived: stems ? [.init(textStem.rawValue)] : [],
        pairs: positions ? textPairs.rawValue : nil),
      IndexSchema.Field(number: byline.rawValue, hasPositions: positions),
      IndexSchema.Field(number: section.rawValue, hasPositions: positions),
      IndexSchema.Field(number: source.rawValue, hasPositions: positions),
      IndexSchema.Field(number: language.rawValue, hasPositions: false),
    ]
    if positions {
      fields.append(IndexSchema.Field(number: textPairs.rawValue, hasPositions: false))
    }
    if stems {
      fields += [
        IndexSchema.Field(
          number: textStem.rawValue, hasPositions: false, isWeighted: true, hasVectors: vectors),
        IndexSchema.Field(
          number: titleWords.rawValue, hasPositions: false, isWritten: false,
          derived: [
            .init(titleStem.rawValue), .init(textStem.rawValue, times: titleTimes - 1),
          ]),
        IndexSchema.Field(number: titleStem.rawValue, hasPositions: false),
        IndexSchema.Field(
          number: leadWords.rawValue, hasPositions: false, isWritten: false,
          derived: [
            .init(leadStem.rawValue), .init(textStem.rawValue, times: leadTimes - 1),
          ]),
        IndexSchema.Field(number: leadStem.rawValue, hasPositions: false),
      ]
    }
    return IndexSchema(fields)
  }
}
