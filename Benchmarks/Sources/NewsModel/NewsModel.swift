/// A model of news from which articles are drawn: the same seed and number, the same article.
///
/// Words by a law of frequency that never ends (`ZipfLaw`); function words by word class, in the
/// places where English has them; words, names and whole passages that come back within an article,
/// a story and a section; followers that a word usually has; lengths by two log-normal laws.
/// Fitted to real news: `Benchmarks/README.md` has the figures side by side.
public struct NewsModel {
  let vocabulary = Vocabulary()
  let successors = WordClass.allCases.map { DiscreteLaw($0.successors) }
  private let seed: UInt64

  /// Passages repeated word by word are this share of all.
  private static let background = 0.25
  /// Of them, what stands in articles of any story, such as who wrote and edited it.
  private static let boilerplate = 0.35

  /// The model of the archive that `seed` stands for.
  ///
  /// Takes some milliseconds, once.
  public init(seed: UInt64) { self.seed = seed }

  /// Writes article number `number`, from 0, into `article`.
  public func write(_ number: Int, to article: inout GeneratedArticle) {
    var random = SeededRandom(seed: SeededRandom.hash(seed, UInt64(number)))
    let story = Story(article: number, seed: seed, random: &random)
    article.words.removeAll(keepingCapacity: true)

    var title = Passage(self, story: story, seed: random.next())
    let titleLength = 6 + random.below(5)
    for _ in 0..<titleLength { title.addWord(to: &article.words, since: 0) }
    article.titleLength = article.words.count

    let length = titleLength + Self.bodyLength(&random)
    // An article has none of its story's passages twice.
    var background = UInt64(random.below(2))
    while article.words.count < length {
      var (story, seed, start) = (story, random.next(), 0)
      if random.chance(Self.background) {
        if random.chance(Self.boilerplate) {
          story = .ofAllArticles
          seed = SeededRandom.hash(self.seed, UInt64(Binary.exponential(random.unit() * 8)))
        } else {
          seed = story.backgroundSeed(background)
          background += 1
        }
        start = article.words.count
      }
      addPassage(story, seed: seed, since: start, limit: length, to: &article.words)
    }
  }

  private func addPassage(
    _ story: Story, seed: UInt64, since start: Int, limit: Int, to words: inout [Word]
  ) {
    var random = SeededRandom(seed: seed)
    let end = min(limit, words.count + 14 + random.below(24))
    var passage = Passage(self, story: story, seed: random.next())
    while words.count < end { passage.addWord(to: &words, since: start) }
  }

  /// Short items and full stories, each by a log-normal law, in words.
  private static func bodyLength(_ random: inout SeededRandom) -> Int {
    let isShort = random.chance(0.30)
    let (median, deviation) = isShort ? (185.0, 0.62) : (560.0, 0.35)
    let length = median * Binary.exponential(deviation * random.normal() / 0.693)
    return min(max(Int(length), 10), 20_000)
  }
}
