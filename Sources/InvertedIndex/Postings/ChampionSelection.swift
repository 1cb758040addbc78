/// Selects the champions of a list: of its postings those that are first in the order that the levels of
/// `ImpactScale` round, of postings that are equal there those of the first documents.
///
/// With what the champions of its terms score, a query knows before it begins what other documents must reach.
/// Source: C. Manning, P. Raghavan, H. Schütze, "Introduction to information retrieval", 2008, section 7.1.3.
struct ChampionSelection {
  /// The bits of a frequency; one that needs more is the most that they hold.
  static let frequencyWidth = 6
  static let mostFrequency: UInt32 = 1 << UInt32(frequencyWidth) - 1

  /// The most champions of a list.
  static let most = 64

  private struct Entry {
    var document: DocID = 0
    var frequency: UInt32 = 0
    var length: UInt32 = 0

    func isBefore(_ other: Entry, on scale: ImpactScale) -> Bool {
      let own = UInt64(frequency) * scale.divisor(other.length)
      let others = UInt64(other.frequency) * scale.divisor(length)
      return own != others ? own > others : document < other.document
    }
  }

  private var entries = [Entry](repeating: Entry(), count: most)
  private var count = 0
  private var last = 0
  /// Postings of lower levels are no champions.
  private(set) var leastLevel: UInt8 = 0

  mutating func removeAll() { (count, leastLevel) = (0, 0) }

  /// Offers a posting, in any order; those below `leastLevel` need not be.
  mutating func add(_ document: DocID, frequency: UInt32, length: UInt32, scale: ImpactScale) {
    let entry = Entry(document: document, frequency: frequency, length: length)
    if count < Self.most {
      entries[count] = entry
      count += 1
    } else if entry.isBefore(entries[last], on: scale) {
      entries[last] = entry
    } else {
      return
    }
    guard count == Self.most else { return }
    last = 0
    for i in 1..<count where entries[last].isBefore(entries[i], on: scale) { last = i }
    leastLevel = scale.level(frequency: entries[last].frequency, length: entries[last].length)
  }

  /// The best `count` of the postings, the best first.
  func champions(_ count: Int, on scale: ImpactScale) -> [Champion] {
    entries[..<self.count].sorted { $0.isBefore($1, on: scale) }.prefix(count)
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
