internal import CorpusStatistics

/// Draws queries of each class from a corpus; the same sample and seed, the same queries.
///
/// | class | what |
/// |---|---|
/// | term_high, _mid, _low, _rare | a word in 10 % of articles and more, 1 to 10, 0.05 to 1, less |
/// | or2, or3, or5; and2, and3, and5 | words of one article, no function words, none rare |
/// | or2_hh, and2_hh; and2_hl | two words in 10 % and more; one such and one in 0.05 to 1 % |
/// | phrase2 … phrase5 | a sequence that occurs twice or more, no function word at its ends |
/// | phrase_stop | two to four words, at most one of them no function word |
/// | mix | a phrase of two words and a word that must both match |
/// | null | a word that does not occur: what a call costs |
public struct QuerySampler {
  /// A query and its class.
  public typealias Query = (group: String, text: String)

  private enum Band: Int {
    case high, mid, low, rare
  }

  private let sample: CorpusSample
  private var random: SeededRandom
  private let bands: [Band?]
  private let isFunctionWord: [Bool]
  private let isNumber: [Bool]
  private var queries: [Query] = []
  private var seen: Set<String> = []

  /// A sampler of queries that have hits in the corpus of `sample`.
  public init(_ sample: CorpusSample, random: SeededRandom) {
    self.sample = sample
    self.random = random
    let words = (0..<sample.terms.count).map { sample.terms[$0] }
    isFunctionWord = words.map { functionWords.contains(Array($0)) }
    isNumber = words.map { $0.allSatisfy { $0 >= 48 && $0 < 58 } }
    bands = sample.documentFrequency.map {
      switch Double($0) / Double(sample.documents) {
      case 0.1...: .high
      case 0.01...: .mid
      case 0.000_5...: .low
      default: $0 >= 5 ? .rare : nil
      }
    }
  }

  /// All queries, about 300 for a `scale` of 1.
  public mutating func sampled(scale: Double) -> [Query] {
    queries = []
    seen = []
    for (name, band, count) in [
      ("high", Band.high, 13), ("mid", .mid, 14), ("low", .low, 14), ("rare", .rare, 8),
    ] {
      let words = bands.indices.filter { bands[$0] == band && !isNumber[$0] }
      fill("term_\(name)", count, scale) { $0.any(of: words).map { [$0] } }
    }
    let counts = [(2, 24), (3, 20), (5, 14)]
    for (n, count) in counts { fill("or\(n)", count, scale) { $0.together(n, Self.isContent) } }
    fill("or2_hh", 10, scale) { $0.together(2) { $0.bands[$1] == .high } }
    for (n, count) in counts {
      fill("and\(n)", count, scale, required: true) { $0.together(n, Self.isContent) }
    }
    fill("and2_hh", 10, scale, required: true) { $0.together(2) { $0.bands[$1] == .high } }
    fill("and2_hl", 10, scale, required: true) { sampler in
      guard let article = sampler.any(of: sampler.sample.articles),
        let high = sampler.any(of: article.filter { sampler.bands[$0] == .high }),
        let low = sampler.any(of: article.filter { sampler.bands[$0] == .low })
      else { return nil }
      return [high, low]
    }
    for (n, count) in [(2, 26), (3, 20), (4, 12), (5, 10)] {
      fillPhrases("phrase\(n)", n, count, scale) { $0.isOrdinary($1) }
    }
    for (n, others, count) in [(2, 0, 8), (2, 1, 6), (3, 1, 14), (4, 1, 8)] {
      fillPhrases("phrase_stop", n, count, scale) { $0.isOfFunctionWords($1, others: others) }
    }
    fillMixed(14, scale)
    queries.append(("null", "zzzznosuchword"))
    return queries
  }

  private mutating func fill(
    _ group: String, _ count: Int, _ scale: Double, required: Bool = false,
    _ draw: (inout Self) -> [Int]?
  ) {
    add(group, count, scale) { sampler in
      draw(&sampler).map { words in
        words.map { (required ? "+" : "") + sampler.sample.text([$0]) }.joined(separator: " ")
      }
    }
  }

  private mutating func fillPhrases(
    _ group: String, _ n: Int, _ count: Int, _ scale: Double,
    where fits: (Self, ArraySlice<Int>) -> Bool
  ) {
    add(group, count, scale) { sampler in
      guard let words = sampler.sequence(n), fits(sampler, words) else { return nil }
      return "\"\(sampler.sample.text(words))\""
    }
  }

  private mutating func fillMixed(_ count: Int, _ scale: Double) {
    add("mix", count, scale) { sampler in
      guard let article = sampler.any(of: sampler.sample.articles) else { return nil }
      let i = sampler.random.below(article.count - 1)
      let pair = article[i...(i + 1)]
      guard sampler.sample.sequences[0][SequenceCounts.key(pair)] >= 5,
        !pair.contains(where: { sampler.isNumber[$0] }),
        let word = sampler.any(of: article), Self.isContent(sampler, word), !pair.contains(word)
      else { return nil }
      return "+\"\(sampler.sample.text(pair))\" +\(sampler.sample.text([word]))"
    }
  }

  /// Draws until there are enough different queries, or there seem to be no more.
  private mutating func add(
    _ group: String, _ count: Int, _ scale: Double, _ draw: (inout Self) -> String?
  ) {
    var missing = max(1, Int((Double(count) * scale).rounded()))
    var tries = 200_000
    while missing > 0, tries > 0 {
      tries -= 1
      guard let text = draw(&self), seen.insert(group + "\t" + text).inserted else { continue }
      queries.append((group, text))
      missing -= 1
    }
  }

  /// `n` different words of one article.
  private mutating func together(_ n: Int, _ fits: (Self, Int) -> Bool) -> [Int]? {
    guard let article = any(of: sample.articles) else { return nil }
    var words: [Int] = []
    for _ in 0..<(20 * n) {
      guard let word = any(of: article), fits(self, word), !words.contains(word) else { continue }
      words.append(word)
      if words.count == n { return words }
    }
    return nil
  }

  /// `n` neighbouring words that occur together twice or more, no numbers.
  private mutating func sequence(_ n: Int) -> ArraySlice<Int>? {
    guard let article = any(of: sample.articles), article.count >= n else { return nil }
    let i = random.below(article.count - n + 1)
    let words = article[i..<(i + n)]
    guard sample.sequences[n - 2][SequenceCounts.key(words)] >= 2 else { return nil }
    return words.contains { isNumber[$0] } ? nil : words
  }

  private static func isContent(_ sampler: Self, _ word: Int) -> Bool {
    guard let band = sampler.bands[word] else { return false }
    return band != .rare && !sampler.isFunctionWord[word] && !sampler.isNumber[word]
  }

  private func isOrdinary(_ words: ArraySlice<Int>) -> Bool {
    guard let first = words.first, let last = words.last else { return false }
    return !isFunctionWord[first] && !isFunctionWord[last]
  }

  private func isOfFunctionWords(_ words: ArraySlice<Int>, others: Int) -> Bool {
    words.count { !isFunctionWord[$0] } <= others
      && sample.sequences[words.count - 2][SequenceCounts.key(words)] >= 5
  }

  private mutating func any<Element>(of elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[random.below(elements.count)]
  }
}
