import CorpusStatistics
import Testing

@testable import NewsModel

@Suite("CorpusReader, TermTable, SequenceCounts")
struct CorpusReaderTests {
  static func words(_ text: String) throws -> [[String]] {
    try withTemporaryFile(Array(text.utf8)) { path in
      var reader = try CorpusReader(path)
      var words = ArticleWords()
      var articles: [[String]] = []
      while reader.next(&words) {
        articles.append((0..<words.count).map { String(decoding: words[$0], as: UTF8.self) })
      }
      return articles
    }
  }

  @Test("Words of title and body are read, in lower case, whatever else an article has")
  func words() throws {
    let text = #"""
      {"id": "body", "title": "A \"B\" c-d", "x": {"title": "no", "l": ["body", 1]}, "body": "E\nf \u0041Z\u00e9"}

      {"title":"one"}
      {"body": null, "date": "2020"}
      {"body":"last"}
      """#
    #expect(
      try Self.words(text) == [["a", "b", "c", "d", "e", "f", "azé"], ["one"], [], ["last"]])
  }

  @Test(
    "Broken lines are read as far as they go",
    arguments: ["{", "{\"body\": \"a b", "\"", "{\"body\":\"\\u00"])
  func broken(_ text: String) throws {
    #expect(try Self.words(text).count == 1)
  }

  @Test("Articles can be passed over")
  func skipping() throws {
    let text = (0..<10).map { "{\"body\":\"w\($0)\"}\n" }.joined()
    try withTemporaryFile(Array(text.utf8)) { path in
      var reader = try CorpusReader(path)
      var words = ArticleWords()
      reader.skip(7)
      let hasEighth = reader.next(&words)
      #expect(hasEighth && words[0].elementsEqual("w7".utf8))
      reader.skip(100)
      let hasMore = reader.next(&words)
      #expect(!hasMore)
    }
  }

  @Test("A file that is not there is an error that says so")
  func absent() {
    #expect(throws: CorpusError.self) { try CorpusStatistics("/nonexistent.jsonl") }
  }

  @Test("Words are numbered and sequences counted like with dictionaries")
  func tables() {
    var random = SeededRandom(seed: 6)
    var (terms, sequences) = (TermTable(), SequenceCounts())
    var (numbers, counts): ([String: Int], [[Int]: Int]) = ([:], [:])
    for _ in 0..<20_000 {
      let word = "w\(random.below(9_000) * random.below(9_000) / 9_000)"
      let number = terms.number(of: ArraySlice(word.utf8))
      #expect(number == numbers[word] ?? numbers.count)
      numbers[word] = number
      let pair = [number, random.below(3)]
      #expect(sequences.add(SequenceCounts.key(pair)) == counts[pair, default: 0])
      counts[pair, default: 0] += 1
    }
    #expect(terms.count == numbers.count && sequences.count == counts.count)
    #expect(sequences.descending == counts.values.sorted(by: >))
  }
}
