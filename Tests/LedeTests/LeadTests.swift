import Articles
import InvertedIndex
import Retrieval
import TestSupport
import Testing

@testable import Lede

@Suite("Leads") struct LeadTests {
  private let folder = TemporaryFolder()

  /// An index of an article for each of `places`: forty words, "ferry" at that place among them.
  private func newsroom(_ places: [Int]) throws -> TestNewsroom {
    let newsroom = try TestNewsroom(folder.path)
    let lines = places.map { place in
      let words = (1...40).map { $0 == place ? "ferry" : "harbour" }
      return #"{"id":"\#(place)","title":"Storm","body":"\#(words.joined(separator: " "))"}"# + "\n"
    }
    try newsroom.write("news.jsonl", lines.joined())
    try newsroom.update()
    return newsroom
  }

  private func scores(_ newsroom: TestNewsroom, _ model: String) throws -> [String: Double] {
    let searcher = try NewsSearcher(path: newsroom.index, model: RankingModel(model))
    let hits = try searcher.search("ferry").hits
    return Dictionary(uniqueKeysWithValues: hits.map { ($0.article.id.text, $0.score) })
  }

  @Test("are the first twenty words of the body, behind the title")
  func length() throws {
    let newsroom = try newsroom([1, 20, 21, 40])
    for model in ["bm25f", "bm25f:lead=5", "news:similar=0"] {
      let found = try scores(newsroom, model)
      #expect(found["1"] == found["20"] && found["21"] == found["40"])
      #expect(try #require(found["20"]) > #require(found["21"]))
    }
    for model in ["bm25f:lead=1", "bm25"] {
      #expect(try Set(scores(newsroom, model).values).count == 1, "\(model)")
    }
  }

  @Test("an index whose stems were counted otherwise is refused")
  func otherWeights() throws {
    let newsroom = try newsroom([1])
    let snapshot = try IndexSnapshot(path: newsroom.index)
    let settings = try IndexSettings(of: snapshot)
    var attributes = settings.attributes
    #expect(attributes.removeValue(forKey: "weights") == "title 6, lead 2")
    let old = folder.path + "/old"
    var writer = try IndexWriter(path: old, schema: settings.schema, attributes: attributes)
    try writer.commit()
    let error = #expect(throws: IndexError.self) { try NewsSearcher(path: old) }
    #expect(
      try #require(error).description.contains(
        "it was made with weights 'title 6', not 'title 6, lead 2'; use another folder"))
  }
}
