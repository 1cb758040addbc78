/// What the fields of an index are; the index itself gives them no meaning.
public struct IndexSchema: Sendable, Equatable {
  /// One field: a number that leads each of its terms.
  public struct Field: Sendable, Equatable {
    /// The number, below 32; terms sort by it first.
    public let number: UInt8
    /// Whether the positions of its terms are kept.
    public let hasPositions: Bool
    /// Whether its terms are written; if not, they only serve to derive others.
    public let isWritten: Bool
    /// The field that holds what is derived from its terms (their stems), if any.
    public let derived: UInt8?
    /// The field that holds the pairs of neighbours among its most frequent words, if any; needs
    /// positions.
    public let pairs: UInt8?
    /// Whether the terms of each document are kept beside, to be read document by document; of one
    /// field at most.
    public let hasVectors: Bool

    /// A field of these properties.
    public init(
      number: UInt8, hasPositions: Bool, isWritten: Bool = true, derived: UInt8? = nil,
      pairs: UInt8? = nil, hasVectors: Bool = false
    ) {
      precondition(number < 32 && (pairs == nil || hasPositions))
      self.number = number
      self.hasPositions = hasPositions
      self.isWritten = isWritten
      self.derived = derived
      self.pairs = pairs
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
