internal import Glibc

extension CorpusStatistics {
  /// Figures of neighbouring words, from the first `sequenceTokens` tokens.
  var sequenceFigures: [(name: String, value: Double)] {
    let pairs = sequences[0]
    let descending = pairs.descending
    let share = { (count: Int) in
      100 * Double(descending.prefix(count).reduce(0, +)) / Double(pairs.total)
    }
    var list: [(String, Double)] = [
      ("share of pairs of neighbours, 100 most frequent, %", share(100)),
      ("… 1,000", share(1_000)),
      ("… 10,000", share(10_000)),
      ("… 100,000", share(100_000)),
      ("different pairs for each token", Double(pairs.count) / Double(pairs.total)),
      ("pairs met before in the article, %", percent(repeatedInDocument, pairs.total)),
    ]
    for n in 2...5 {
      list.append(
        ("sequences of \(n) met before, %", percent(repeated[n - 2], sequences[n - 2].total)))
    }
    return list + frequentPairs
  }

  /// How much of the text are pairs of which both words are among the most frequent.
  private var frequentPairs: [(String, Double)] {
    let order = collectionFrequency.indices.sorted {
      collectionFrequency[$0] > collectionFrequency[$1]
    }
    var rank = [Int](repeating: .max, count: order.count)
    for (i, term) in order.prefix(512).enumerated() { rank[term] = i }
    var both = [128: 0, 512: 0]
    var equal = 0
    for (a, b) in zip(firstTokens, firstTokens.dropFirst()) {
      let highest = max(rank[Int(a)], rank[Int(b)])
      for limit in both.keys where highest < limit { both[limit, default: 0] += 1 }
      if a == b { equal += 1 }
    }
    return [
      (
        "pairs of two of the 128 most frequent terms, %", percent(both[128] ?? 0, firstTokens.count)
      ),
      ("pairs of two of the 512", percent(both[512] ?? 0, firstTokens.count)),
      ("pairs of a word with itself, %", percent(equal, firstTokens.count)),
    ]
  }

  /// How terms lie together: in the order of documents, and in the same documents.
  var placeFigures: [(name: String, value: Double)] {
    [
      ("mean log2 of the gap between postings, terms in 1 to 10 %", meanGap(0.01, 0.1)),
      ("… terms in 0.05 to 1 %", meanGap(0.0005, 0.01)),
      ("articles with both of two words of one, over chance", togetherness),
    ]
  }

  private func meanGap(_ from: Double, _ below: Double) -> Double {
    let members = Set(terms(from: from, below: below))
    let chosen = documentFrequency.indices.map { members.contains($0) }
    var last = [Int](repeating: -1, count: terms.count)
    var (sum, count) = (0.0, 0)
    var start = 0
    for (document, end) in postingsEnd.enumerated() {
      for term in postings[start..<end].lazy.map(Int.init) where chosen[term] {
        sum += log2(Double(document - last[term]))
        count += 1
        last[term] = document
      }
      start = end
    }
    return sum / Double(max(count, 1))
  }

  /// Two words in 0.05 to 10 % of articles are drawn from each of 400 articles; the geometric mean
  /// of the number of articles with both, divided by what independent words would give.
  private var togetherness: Double {
    var pairs: [(Int, Int)] = []
    for i in 0..<400 {
      let document = (documents - 1) * i / 399
      let start = document == 0 ? 0 : postingsEnd[document - 1]
      let words = postings[start..<postingsEnd[document]].map(Int.init).filter {
        let share = Double(documentFrequency[$0]) / Double(documents)
        return share >= 0.0005 && share < 0.1
      }
      guard words.count > 9 else { continue }
      pairs.append((words[words.count / 3], words[words.count * 2 / 3]))
    }
    let chosen = Set(pairs.flatMap { [$0.0, $0.1] })
    var members: [Int: Set<Int>] = [:]
    var start = 0
    for (document, end) in postingsEnd.enumerated() {
      for term in postings[start..<end].lazy.map(Int.init) where chosen.contains(term) {
        members[term, default: []].insert(document)
      }
      start = end
    }
    var sum = 0.0
    for (a, b) in pairs {
      let (x, y) = (members[a] ?? [], members[b] ?? [])
      let expected = Double(x.count) * Double(y.count) / Double(documents)
      sum += log(Double(max(x.intersection(y).count, 1)) / expected)
    }
    return exp(sum / Double(max(pairs.count, 1)))
  }

  private func percent(_ part: Int, _ whole: Int) -> Double {
    100 * Double(part) / Double(max(whole, 1))
  }
}
