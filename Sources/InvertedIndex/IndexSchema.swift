/// What the fields of an index are; the index itself gives them no meaning.
public struct IndexSchema: Sendable, Equatable {
  /// A field whose terms are derived from those of another.
  public struct Derivation: Sendable, Equatable, ExpressibleByIntegerLiteral {
    /// The number of the derived field.
    public let field: UInt8
    /// How often an occurrence counts there, 1 or more.
    public let times: Int

    /// Derives `field`, in which every occurrence counts `times`.
    public init(_ field: UInt8, times: Int = 1) {
      precondition(times >= 1)
      self.field = field
      self.times = times
    }

    /// Derives the field of that number.
    public init(integerLiteral field: UInt8) { self.init(field) }
  }

  /// One field: a number that leads each of its terms.
  public struct Field: Sendable, Equatable {
    /// The number, below 32; terms sort by it first.
    public let number: UInt8
    /// Whether the positions of its terms are kept.
    public let hasPositions: Bool
    /// Whether its terms are written; if not, they only serve to derive others.
    public let isWritten: Bool
    /// The fields that hold what is derived from its terms (their stems).
    public let derived: [Derivation]
    /// The field that holds the pairs of neighbours among its most frequent words, if any; needs
    /// positions.
    public let pairs: UInt8?
    /// Whether its levels are by the weighted lengths of documents; only without positions.
    public let isWeighted: Bool
    /// Whether the terms of each document are kept beside, to be read document by document; of one
    /// field at most.
    public let hasVectors: Bool

    /// A field of these properties.
    public init(
      number: UInt8, hasPositions: Bool, isWritten: Bool = true, derived: [Derivation] = [],
      pairs: UInt8? = nil, isWeighted: Bool = false, hasVectors: Bool = false
    ) {
      precondition(number < 32 && (pairs == nil || hasPositions) && !(isWeighted && hasPositions))
      self.number = number
      self.hasPositions = hasPositions
      self.isWritten = isWritten
      self.derived = derived
      self.pairs = pairs
      self.isWeighted = isWeighted
      self.hasVectors = hasVectors
    }
  }

  /// The fields, by number.
  public let fields: [Field]

  /// A schema of these fields.
  public init(_ fields: [Field]) { self.fields = fields.sorted { $0.number < $1.number } }

  /// Bit n is set where field n keeps positions.
  var positionalFields: UInt32 {
    fields.reduce(0) { $1.hasPositions ? $0 | 1 << UInt32($1.number) : $0 }
  }

  /// Bit n is set where the levels of field n are by weighted lengths.
  var weightedFields: UInt32 {
    fields.reduce(0) { $1.isWeighted ? $0 | 1 << UInt32($1.number) : $0 }
  }

  /// The field whose frequent words are paired, and the field of the pairs.
  var pairedFields: (words: UInt8, pairs: UInt8)? {
    for field in fields {
      if let pairs = field.pairs { return (field.number, pairs) }
    }
    return nil
  }

  /// The field of which the terms of each document are kept, if there is one.
  var vectorField: UInt8? { fields.first { $0.hasVectors }?.number }

  /// The field of that number.
  func field(_ number: UInt8) -> Field? { fields.first { $0.number == number } }
}
