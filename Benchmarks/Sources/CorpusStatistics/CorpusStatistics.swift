internal import Glibc

/// The figures by which a generated corpus is fitted to a real one.
///
/// Built in one pass; memory grows with the tokens (4 bytes for each posting).
public struct CorpusStatistics {
  /// Sequences of words are counted in this many tokens from the beginning, so that corpora of
  /// different sizes can be compared.
  public let sequenceTokens: Int

  /// All different terms, numbered.
  public private(set) var terms = TermTable()
  /// Documents that hold each term, and its tokens, by term number.
  private(set) var documentFrequency: [Int] = []
  private(set) var collectionFrequency: [Int] = []
  private(set) var lengths: [Int] = []
  private(set) var tokens = 0
  private(set) var textBytes = 0
  /// Postings by their term frequency, as far as 15; more are counted there.
  private(set) var postingsByFrequency = [Int](repeating: 0, count: 16)
  /// The number of different terms when so many powers of √10 of tokens had been read.
  private(set) var growth: [(tokens: Int, terms: Int)] = []
  /// The different terms of all documents, end to end, in the order in which they occur first.
  private(set) var postings: [Int32] = []
  private(set) var postingsEnd: [Int] = []
  /// Sequences of two to five words.
  private(set) var sequences: [SequenceCounts] = (2...5).map { _ in SequenceCounts() }
  /// How many sequences came before: anywhere, in the same document (pairs only).
  private(set) var repeated = [Int](repeating: 0, count: 4)
  private(set) var repeatedInDocument = 0
  private(set) var firstTokens: [Int32] = []

  private var frequency: [Int32] = []
  private var nextGrowth = 1_000.0

  /// Reads the corpus at `path`.
  public init(_ path: String, sequenceTokens: Int = 5_000_000) throws(CorpusError) {
    self.sequenceTokens = sequenceTokens
    var reader = try CorpusReader(path)
    var words = ArticleWords()
    while reader.next(&words) { add(words) }
    guard tokens > 0 else {
      throw CorpusError("\(path): holds no words; give a file of JSON Lines")
    }
  }

  /// The number of documents.
  public var documents: Int { lengths.count }

  private mutating func add(_ words: ArticleWords) {
    var document: [Int] = []
    document.reserveCapacity(words.count)
    let first = postings.count
    for i in 0..<words.count {
      let term = terms.number(of: words[i])
      if term == frequency.count {
        frequency.append(0)
        documentFrequency.append(0)
        collectionFrequency.append(0)
      }
      if frequency[term] == 0 { postings.append(Int32(term)) }
      frequency[term] += 1
      document.append(term)
      tokens += 1
      if Double(tokens) >= nextGrowth {
        growth.append((tokens, terms.count))
        nextGrowth *= 10.0.squareRoot()
      }
    }
    for term in postings[first...].lazy.map(Int.init) {
      documentFrequency[term] += 1
      collectionFrequency[term] += Int(frequency[term])
      postingsByFrequency[min(Int(frequency[term]), 15)] += 1
      frequency[term] = 0
    }
    postingsEnd.append(postings.count)
    lengths.append(words.count)
    textBytes += words.textBytes + 1
    if firstTokens.count < sequenceTokens { addSequences(document) }
  }

  private mutating func addSequences(_ document: [Int]) {
    firstTokens += document.map(Int32.init)
    var own: Set<UInt64> = []
    for n in 2...5 where document.count >= n {
      for i in 0...(document.count - n) {
        let key = SequenceCounts.key(document[i..<(i + n)])
        if sequences[n - 2].add(key) > 0 { repeated[n - 2] += 1 }
        if n == 2, !own.insert(key).inserted { repeatedInDocument += 1 }
      }
    }
  }
}
