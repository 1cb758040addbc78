internal import Glibc

extension CorpusStatistics {
  /// All figures, each with its name, in the order in which they are shown.
  public var figures: [(name: String, value: Double)] {
    let descending = collectionFrequency.sorted(by: >)
    let share = { (count: Int) in
      100 * Double(descending.prefix(count).reduce(0, +)) / Double(tokens)
    }
    let sorted = lengths.sorted()
    let quantile = { (q: Double) in Double(sorted[Int(q * Double(sorted.count - 1))]) }
    var list: [(String, Double)] = [
      ("articles", Double(documents)),
      ("tokens", Double(tokens)),
      ("different terms", Double(terms.count)),
      ("bytes for each token, space included", Double(textBytes) / Double(tokens)),
      ("share of tokens, 8 most frequent terms, %", share(8)),
      ("share of tokens, 128 most frequent terms, %", share(128)),
      ("share of tokens, 256", share(256)),
      ("share of tokens, 512", share(512)),
      ("share of tokens, 4,096", share(4_096)),
      ("Zipf exponent, ranks 10 to 1,000", zipf(descending, 10, 1_000)),
      ("Zipf exponent, ranks 1,000 to 20,000", zipf(descending, 1_000, 20_000)),
      ("Zipf exponent, ranks 20,000 to 45,000", zipf(descending, 20_000, 45_000)),
    ]
    for (tokens, terms) in growth where tokens >= 10_000 {
      list.append(("terms in the first \(Self.rounded(tokens)) tokens (Heaps)", Double(terms)))
    }
    list += bands
    let postings = Double(postingsByFrequency.reduce(0, +))
    list += [
      ("tokens for each posting", Double(tokens) / postings),
      ("postings with frequency 1, %", 100 * Double(postingsByFrequency[1]) / postings),
      ("… 2, %", 100 * Double(postingsByFrequency[2]) / postings),
      ("… 3 to 5, %", 100 * Double(postingsByFrequency[3...5].reduce(0, +)) / postings),
      ("… 6 and more, %", 100 * Double(postingsByFrequency[6...].reduce(0, +)) / postings),
      ("words in an article: mean", Double(tokens) / Double(documents)),
    ]
    for q in [0.05, 0.25, 0.5, 0.75, 0.95, 0.99] {
      list.append(("… quantile \(q)", quantile(q)))
    }
    return list + sequenceFigures + placeFigures
  }

  /// The slope of the logarithm of the frequency over that of the rank, turned positive, by least
  /// squares over ranks that are evenly spaced on the logarithm.
  private func zipf(_ descending: [Int], _ from: Int, _ to: Int) -> Double {
    guard descending.count > to else { return .nan }
    var points: [(x: Double, y: Double)] = []
    for step in 0...60 {
      let rank = Double(from) * pow(Double(to) / Double(from), Double(step) / 60)
      points.append((log(rank), log(Double(descending[Int(rank) - 1]))))
    }
    let mean = (
      x: points.reduce(0) { $0 + $1.x } / Double(points.count),
      y: points.reduce(0) { $0 + $1.y } / Double(points.count)
    )
    let xy = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.y - mean.y) }
    let xx = points.reduce(0) { $0 + ($1.x - mean.x) * ($1.x - mean.x) }
    return -xy / xx
  }

  /// Terms, and the tokens for each of their postings, by the share of documents that hold them.
  private var bands: [(String, Double)] {
    let limits: [(name: String, from: Double, below: Double)] = [
      ("10 % of articles and more", 0.1, 2), ("1 to 10 %", 0.01, 0.1),
      ("0.05 to 1 %", 0.0005, 0.01),
    ]
    var list: [(String, Double)] = []
    for limit in limits {
      let members = terms(from: limit.from, below: limit.below)
      let documents = members.reduce(0) { $0 + documentFrequency[$1] }
      let tokens = members.reduce(0) { $0 + collectionFrequency[$1] }
      list.append(("terms in \(limit.name)", Double(members.count)))
      list.append(
        (
          "tokens for each posting, terms in \(limit.name)",
          Double(tokens) / Double(max(documents, 1))
        ))
    }
    let once = documentFrequency.count { $0 == 1 }
    list.append(("terms in one article only, %", 100 * Double(once) / Double(terms.count)))
    return list
  }

  /// The numbers of the terms that this share of documents holds.
  func terms(from: Double, below: Double) -> [Int] {
    documentFrequency.indices.filter {
      let share = Double(documentFrequency[$0]) / Double(documents)
      return share >= from && share < below
    }
  }

  private static func rounded(_ tokens: Int) -> String {
    let power = Int(log10(Double(tokens)) * 2 + 0.5)
    let thousands = (power % 2 == 0 ? 10 : 32) * Int(pow(10, Double(power / 2 - 4)) + 0.5)
    return thousands >= 1_000 ? "\(thousands / 1_000) million" : "\(thousands) thousand"
  }
}
