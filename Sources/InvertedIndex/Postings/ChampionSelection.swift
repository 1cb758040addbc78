/// Selects the champions of a list: of its postings those that are first in the order that the levels of
/// `ImpactScale` round, of postings that are equal there those of the first documents.
///
/// With what the champions of its terms score, a query knows before it begins what other documents must reach.
/// Source: C. Manning, P. Raghavan, H. Schütze, "Introduction to information retrieval", 2008, section 7.1.3.
public struct ChampionSelection {
  /// How many there are.
  public static let count = 10
  /// The bits of a frequency; one that needs more is the most that they hold.
  static let frequencyWidth = 6
  static let mostFrequency: UInt32 = 1 << UInt32(frequencyWidth) - 1

  private struct Entry {
    var document: DocID = 0
    var frequency: UInt32 = 0
    /// Three times the reference length and nine times that of the document: a posting comes before another
    /// if its frequency for one of these is the greater.
    var divisor: UInt64 = 1

    func isBefore(_ other: Entry) -> Bool {
      let (own, others) = (
        UInt64(frequency) * other.divisor, UInt64(other.frequency) * divisor
      )
      return own != others ? own > others : document < other.document
    }
  }

  private var entries = [Entry](repeating: Entry(), count: count)
  private var found = 0
  private var last = 0
  /// Postings of lower levels are no champions.
  private(set) var leastLevel: UInt8 = 0

  mutating func removeAll() { (found, leastLevel) = (0, 0) }

  /// Offers a posting, in any order; those below `leastLevel` need not be.
  mutating func add(
    _ document: DocID, frequency: UInt32, length: UInt32, scale: ImpactScale
  ) {
    let entry = Entry(
      document: document, frequency: frequency,
      divisor: 3 * UInt64(scale.referenceLength) + 9 * UInt64(length))
    if found < Self.count {
      entries[found] = entry
      found += 1
    } else if entry.isBefore(entries[last]) {
      entries[last] = entry
    } else {
      return
    }
    guard found == Self.count else { return }
    last = 0
    for i in 1..<Self.count where entries[last].isBefore(entries[i]) { last = i }
    leastLevel = scale.level(
      frequency: entries[last].frequency,
      length: UInt32((entries[last].divisor - 3 * UInt64(scale.referenceLength)) / 9))
  }

  /// The champions, the first document first.
  var champions: [Champion] {
    entries[..<found].sorted { $0.document < $1.document }
      .map { Champion(document: $0.document, frequency: min($0.frequency, Self.mostFrequency)) }
  }
}

/// A posting that is among the first of its list.
public struct Champion: Equatable, Sendable {
  /// The document of the posting.
  public let document: DocID
  /// The frequency, or, if that is more, the most that is stored.
  public let frequency: UInt32

  /// Whether `frequency` is the frequency.
  public var hasFrequency: Bool { frequency < ChampionSelection.mostFrequency }
}
