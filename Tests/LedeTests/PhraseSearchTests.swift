import Articles
import Foundation
import Ingestion
import InvertedIndex
import Retrieval
import TestSupport
import Testing

@testable import Lede

@Suite("Phrase search") struct PhraseSearchTests {
  /// The words of a text as `plain` has them, found by slow and obvious means.
  private func words(_ text: String) -> [String] {
    let folded = text.lowercased().decomposedStringWithCompatibilityMapping.unicodeScalars.filter {
      !$0.properties.generalCategory.isMark
    }
    var words: [String] = []
    var word = ""
    for scalar in folded {
      if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
        word.unicodeScalars.append(scalar)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  /// Compares `count` random phrases of 2 to 6 words with a scan of all texts at `path`.
  private func compare(_ path: String, count: Int) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/lede-test-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let options = IndexingOptions(indexPath: folder, analysis: "plain", stored: .id, jobs: 2)
    _ = try NewsIndexer(options).run([path])
    var texts: [[String]] = []
    let reader = try ArticleReader()
    for file in FileDiscovery([path]).files {
      _ = reader.read(ReadingUnit(file: file)) { texts.append(words($0.title + " " + $0.body)) }
    }
    var places: [String: [(text: Int, place: Int)]] = [:]
    for (t, text) in texts.enumerated() {
      for (p, word) in text.enumerated() { places[word, default: []].append((t, p)) }
    }
    let all = texts.flatMap { $0 }
    let long = texts.filter { $0.count > 6 }
    let searcher = try NewsSearcher(path: folder)
    #expect(searcher.snapshot.documentCount == texts.count)
    var random = SplitMix64(seed: 2_026)
    for i in 0..<count {
      let length = Int.random(in: 2...6, using: &random)
      var phrase: [String]
      if i % 5 == 0 {  // words thrown together
        phrase = (0..<length).compactMap { _ in all.randomElement(using: &random) }
      } else {
        guard let text = long.randomElement(using: &random) else { return }
        let start = Int.random(in: 0...text.count - length, using: &random)
        phrase = Array(text[start..<start + length])
      }
      let starts = (places[phrase[0]] ?? []).filter { t, p in
        p + phrase.count <= texts[t].count && Array(texts[t][p..<p + phrase.count]) == phrase
      }
      let typed = "\"" + phrase.joined(separator: " ") + "\""
      let query = try searcher.query(typed, SearchOptions()).query
      #expect(
        try searcher.searcher.count(searcher.searcher.prepare(query))
          == Set(starts.map(\.text)).count, "\(typed)")
    }
  }

  @Test("it equals a scan of the sample articles on 2,000 random phrases, stop words included")
  func sample() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    try compare(root + "/Corpus/articles", count: 2_000)
  }

  @Test(
    "it equals a scan of a file of Reuters-21578 on 10,000 random phrases",
    .enabled(
      if: ProcessInfo.processInfo.environment["LEDE_DATA"] != nil,
      "set LEDE_DATA to the folder of the real test data"))
  func reuters() throws {
    let data = ProcessInfo.processInfo.environment["LEDE_DATA"] ?? ""
    try compare(data + "/news/reuters-21578-sgml/reut2-003.sgm", count: 10_000)
  }
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool {
    self == .nonspacingMark || self == .spacingMark || self == .enclosingMark
  }
}
