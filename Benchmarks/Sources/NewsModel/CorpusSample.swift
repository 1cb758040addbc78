public import CorpusStatistics

/// Articles drawn from a corpus, and how many articles hold each word: what queries are made of.
///
/// All is counted in every n-th article only, where the corpus is large.
public struct CorpusSample {
  /// The most bytes that are read closely.
  private static let closely = 200_000_000
  /// The most articles that are kept.
  private static let kept = 8_000

  /// All different words, numbered.
  public private(set) var terms = TermTable()
  /// The number of counted articles.
  public private(set) var documents = 0
  /// How many of them hold each word, by number.
  public private(set) var documentFrequency: [Int] = []
  /// The words of articles, as numbers.
  public private(set) var articles: [[Int]] = []
  /// How often each sequence of 2, 3, 4 and 5 words occurs in `articles`.
  public private(set) var sequences = (2...5).map { _ in SequenceCounts() }

  /// Draws from the corpus at `path`; the same seed, the same articles.
  public init(_ path: String, random: inout SeededRandom) throws(CorpusError) {
    var reader = try CorpusReader(path)
    let step = max(1, reader.bytes / Self.closely)
    var words = ArticleWords()
    while reader.next(&words) {
      let article = (0..<words.count).map { terms.number(of: words[$0]) }
      documentFrequency += Array(repeating: 0, count: terms.count - documentFrequency.count)
      for term in Set(article) { documentFrequency[term] += 1 }
      documents += 1
      // Each article so far is kept with the same probability.
      if articles.count < Self.kept {
        articles.append(article)
      } else {
        let place = random.below(documents)
        if place < Self.kept { articles[place] = article }
      }
      reader.skip(step - 1)
    }
    articles.removeAll { $0.count < 10 }
    guard !articles.isEmpty else {
      throw CorpusError("\(path): holds no article of ten words; give a file of JSON Lines")
    }
    for article in articles {
      for n in 2...5 {
        for i in 0...(article.count - n) {
          sequences[n - 2].add(SequenceCounts.key(article[i..<(i + n)]))
        }
      }
    }
  }

  /// The words with these numbers, with spaces between.
  func text(_ words: some Sequence<Int>) -> String {
    words.map { String(decoding: terms[$0], as: UTF8.self) }.joined(separator: " ")
  }
}
