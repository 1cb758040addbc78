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
    let document: DocID
    let frequency: UInt32
    let length: UInt32
    let level: UInt8

    func isBefore(_ other: Entry, on scale: ImpactScale) -> Bool {
      let own = UInt64(frequency) * scale.divisor(other.length)
      let others = UInt64(other.frequency) * scale.divisor(length)
      return own != others ? own > others : document < other.document
    }
  }

  /// The postings that may be among the first, those of levels below `leastLevel` among them until they are many.
  private var entries: [Entry] = []
  /// How many entries are let be before they are looked through again.
  private var limit = firstLimit
  /// How many postings of each level were added, and how many of `leastLevel` or more.
  private var counts = [UInt32](repeating: 0, count: 256)
  private var reaching = 0
  /// Postings of lower levels are no champions: there are enough of this level or more.
  private(set) var leastLevel: UInt8 = 0

  private static let firstLimit = 4 * most

  mutating func removeAll() {
    if !entries.isEmpty {
      entries.removeAll(keepingCapacity: true)
      for level in counts.indices { counts[level] = 0 }
    }
    (limit, reaching, leastLevel) = (Self.firstLimit, 0, 0)
  }

  /// Adds a posting, in any order; those below `leastLevel` need not be.
  ///
  /// - Complexity: constant.
  mutating func add(_ document: DocID, frequency: UInt32, length: UInt32, level: UInt8) {
    guard level >= leastLevel else { return }
    entries.append(Entry(document: document, frequency: frequency, length: length, level: level))
    counts[Int(level)] += 1
    reaching += 1
    while reaching - Int(counts[Int(leastLevel)]) >= Self.most {
      reaching -= Int(counts[Int(leastLevel)])
      leastLevel += 1
    }
    if entries.count > limit {
      let least = leastLevel
      entries.removeAll { $0.level < least }
      limit = max(Self.firstLimit, 2 * entries.count)
    }
  }

  /// The best `count` ≤ `most` of the postings, the best first.
  func champions(_ count: Int, on scale: ImpactScale) -> [Champion] {
    var (least, reaching) = (255, Int(counts[255]))
    while least > 0, reaching < count {
      least -= 1
      reaching += Int(counts[least])
    }
    return entries.filter { $0.level >= least }.sorted { $0.isBefore($1, on: scale) }.prefix(count)
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
