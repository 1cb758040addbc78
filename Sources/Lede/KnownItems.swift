internal import Articles
internal import InvertedIndex
internal import Retrieval

/// Articles that are looked for by their own headlines: a ranking benchmark without judges.
///
/// Someone who remembers a headline wants one article. With the headline hidden, how high does its body
/// stand among all? Journalists write headlines to tell what the body says, in words of their own.
/// Source: Azzopardi, de Rijke and Balog, "Building simulated queries for known-item topics", SIGIR
/// 2007, for the idea.
public struct KnownItems: Sendable {
  /// A headline and the articles that bear it.
  public struct Item: Sendable {
    /// The headline.
    public let title: String
    /// The identifiers of the articles that have it: one, or more where it was used again.
    public let identifiers: [String]
  }

  /// The items chosen.
  public let items: [Item]
  /// The articles that were passed over because their headline or body is too short.
  public let tooShort: Int

  /// The fewest words of a headline that asks for something.
  public static let leastTitleWords = 3
  /// The fewest words of a body that can answer.
  public static let leastBodyWords = 20
  /// Among how many of the best articles for a headline others with the same one are looked for.
  private static let depth = 100

  /// Chooses `count` articles of the index that `searcher` searches, or all if there are fewer.
  ///
  /// The choice depends on the identifiers and the seed alone, not on the order of the index.
  ///
  /// - Throws: `IndexError` if the index is damaged.
  /// - Complexity: reads every identifier, and `count` articles.
  public init(_ searcher: NewsSearcher, count: Int, seed: UInt64) throws {
    var candidates: [(key: UInt64, document: ScoredDocument)] = []
    for (i, view) in searcher.snapshot.segments.enumerated() {
      try view.segment.forEachIdentifier { document, identifier in
        guard view.isLive(document) else { return }
        candidates.append(
          (
            Self.key(identifier, seed),
            ScoredDocument(segment: i, document: document, score: 0)
          ))
      }
    }
    candidates.sort { $0.key < $1.key }
    var titles: [DocumentNumbers] = []
    for view in searcher.snapshot.segments { titles.append(try view.segment.titleLengths()) }
    var (items, seen, tooShort) = ([Item](), Set<String>(), 0)
    for (_, document) in candidates {
      if items.count == count { break }
      let segment = searcher.snapshot.segments[document.segment].segment
      let titleLength = Int(titles[document.segment][document.document] ?? 0)
      let length = Int(unsafe segment.lengths[Int(document.document)])
      guard titleLength >= Self.leastTitleWords, length - titleLength >= Self.leastBodyWords else {
        tooShort += 1
        continue
      }
      let title = try searcher.article(document).title
      guard !title.isEmpty, seen.insert(Self.folded(title)).inserted else { continue }
      items.append(
        Item(title: title, identifiers: try Self.identifiers(of: title, document, searcher)))
    }
    self.items = items
    self.tooShort = tooShort
  }

  /// The identifiers of all articles with the headline of `document`, its own first.
  private static func identifiers(
    of title: String, _ document: ScoredDocument, _ searcher: NewsSearcher
  ) throws -> [String] {
    var identifiers = [try searcher.identifier(document)]
    let query = try QueryParser(analyzer: searcher.analyzer).parse(title, options: .topics)
    for other in try searcher.searcher.top(depth, searcher.searcher.prepare(query)) {
      let article = try searcher.article(other)
      if folded(article.title) == folded(title), !identifiers.contains(article.id.text) {
        identifiers.append(article.id.text)
      }
    }
    return [identifiers[0]] + identifiers.dropFirst().sorted()
  }

  private static func folded(_ title: String) -> String {
    title.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  /// A number as good as random that depends on all of `identifier` and on the seed.
  private static func key(_ identifier: [UInt8], _ seed: UInt64) -> UInt64 {
    var key = seed &+ 0x9E37_79B9_7F4A_7C15
    for byte in identifier { key = mixed(key ^ UInt64(byte)) }
    return mixed(key)
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
