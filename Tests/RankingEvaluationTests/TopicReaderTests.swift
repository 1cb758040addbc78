import Foundation
import RankingEvaluation
import Testing

@Suite("TopicReader")
struct TopicReaderTests {
  @Test("lines of id and text")
  func tsv() throws {
    let topics = try TopicReader.parse(
      "1\tharbour strike\r\n\nQ-2\t grain  prices\tand exports \n", path: "t.tsv")
    #expect(topics.map(\.id) == ["1", "Q-2"])
    #expect(topics.map(\.title) == ["harbour strike", "grain prices and exports"])
  }

  @Test("TREC topics without end tags, with labels, other tags and a less-than sign")
  func trec() throws {
    let topics = try TopicReader.parse(
      """

      <top>
      <head> Tipster Topic Description
      <num> Number: 301
      <dom> Domain: Shipping
      <title> Topic: Harbour Strike
      at Veldhaven

      <desc> Description:
      How did wages < 10 crowns an hour
      lead to the strike?

      <narr> Narrative:
      Relevant are reports of causes.
      </top>
      <TOP><num>302</num><title>grain &lt; wheat</title></TOP>
      """, path: "topics.301")
    #expect(
      topics == [
        Topic(
          id: "301", title: "Harbour Strike at Veldhaven",
          description: "How did wages < 10 crowns an hour lead to the strike?",
          narrative: "Relevant are reports of causes."),
        Topic(id: "302", title: "grain &lt; wheat"),
      ])
  }

  @Test("JSON Lines under the usual names")
  func json() throws {
    let topics = try TopicReader.parse(
      """
      {"id": 7, "title": "harbour strike", "description": "Why?", "narrative": "Causes."}
      {"_id": "b", "text": "grain"}
      {"query_id": "c", "query": "tolls", "lang": "en"}
      """, path: "t.jsonl")
    #expect(
      topics == [
        Topic(id: "7", title: "harbour strike", description: "Why?", narrative: "Causes."),
        Topic(id: "b", title: "grain"), Topic(id: "c", title: "tolls"),
      ])
  }

  @Test("a query is made of the parts asked for, or else of the first part with text")
  func query() {
    let topic = Topic(id: "1", title: "a", description: "b c", narrative: "d")
    #expect(topic.query() == "a")
    #expect(topic.query([.title, .description]) == "a b c")
    #expect(Topic(id: "1", title: "", description: "b").query() == "b")
  }

  @Test(
    "a bad topic is an error that names file and line",
    arguments: [
      ("1 harbour", "t, line 1: expected \"id<TAB>text\", found no tab in \"1 harbour\""),
      ("1\ta\n1\tb", "t, line 2: the topic 1 stands in the file twice"),
      ("1\t ", "t, line 1: the topic 1 has no text"),
      ("\ta", "t, line 1: the topic has no id"),
      ("1 2\ta", "t, line 1: the id \"1 2\" holds a space"),
      ("{\"id\":1,\"text\":\"a\"}\n{\"id\":2}", "t, line 2: the topic 2 has no text"),
      ("<top>\n<num> 1\n<title> a\n", "t, line 1: the <top> has no </top>"),
      ("<top>\n<num> 1\n<title> a\n<top>", "t, line 1: the <top> has no </top>"),
      ("</top>", "t, line 1: a </top> without <top>"),
      ("<html>\n", "t: holds no complete topic"),
      (
        " \n",
        "t: holds no topics; give lines \"id<TAB>text\", TREC <top> elements or JSON Lines"
      ),
    ])
  func fails(text: String, sentence: String) {
    let error = #expect(throws: EvaluationError.self) { try TopicReader.parse(text, path: "t") }
    #expect(error?.description == sentence)
  }

  @Test("a broken JSON line is an error with the line")
  func brokenJSON() {
    let error = #expect(throws: EvaluationError.self) {
      try TopicReader.parse("{\"id\":1,\"text\":\"a\"}\n{\"id\":", path: "t")
    }
    #expect(error?.code == .malformedTopic)
    #expect(error?.line == 2)
  }

  @Test("a file longer than one read gives every line once")
  func longFile() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = (1...20_000).map { "\($0)\ttopic number \($0)" }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    let topics = try TopicReader.read(path)
    #expect(topics.map { "\($0.id)\t\($0.title)" } == lines)
  }

  @Test("a line without end is refused before it fills the memory")
  func longLine() throws {
    let path = NSTemporaryDirectory() + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(repeating: UInt8(ascii: "x"), count: 40 << 20).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: EvaluationError.self) { try TopicReader.read(path) }
    #expect(error?.code == .tooLong)
  }

  @Test("mutated files give topics or a sentence, never a crash")
  func mutations() {
    let seeds = [
      "1\tharbour strike\n2\tgrain\n", "{\"id\":1,\"text\":\"a\"}\n",
      "<top>\n<num> Number: 1\n<title> a < b\n<desc> c\n</top>\n",
    ].map { Array($0.utf8) }
    var generator = SystemRandomNumberGenerator()
    for round in 0..<3_000 {
      var bytes = seeds[round % seeds.count]
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(UInt8.random(in: 0...127, using: &generator), at: place)
        default: if bytes.count > 1 { bytes.remove(at: place) }
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      for read in [
        { _ = try TopicReader.parse($0, path: "t") }, { _ = try Judgments.parse($0, path: "t") },
        { _ = try RankedRun.parse($0, path: "t") },
      ] as [(String) throws -> Void] {
        do { try read(text) } catch { #expect(error is EvaluationError) }
      }
    }
  }
}
