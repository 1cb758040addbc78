import Analysis
import Articles
import Foundation
import Ingestion
import InvertedIndex
import Retrieval
import TestSupport
import Testing

@testable import Lede

/// Words that stand for others: in all their forms near each other, and misspelt.
@Suite("Forms of words") struct WordFormsTests {
  private let analyzer: Analyzer
  private let searcher: NewsSearcher
  /// The exact words of each article, by their positions.
  private let texts: [[(position: Int, word: [UInt8])]]

  init() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let folder = FileManager.default.temporaryDirectory.path + "/lede-test-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = root + "/Corpus/articles"
    _ = try NewsIndexer(IndexingOptions(indexPath: folder, hidesCopies: false, jobs: 2)).run([path])
    let searcher = try NewsSearcher(path: folder)
    let analyzer = searcher.analyzer
    var texts: [[(position: Int, word: [UInt8])]] = []
    let reader = try ArticleReader()
    for file in FileDiscovery([path]).files {
      _ = reader.read(ReadingUnit(file: file)) { article in
        var buffer = TokenBuffer()
        var words: [(Int, [UInt8])] = []
        var next = 0
        for text in [article.title, article.body] {
          buffer.removeAll()
          analyzer.tokenize(text, into: &buffer)
          for token in buffer.tokens {
            words.append((next + Int(token.position), Array(buffer.term(of: token))))
          }
          next = (words.last?.0 ?? -1) + 1
        }
        texts.append(words)
      }
    }
    (self.searcher, self.analyzer, self.texts) = (searcher, analyzer, texts)
    #expect(searcher.snapshot.documentCount == texts.count)
  }

  private func count(_ typed: String) throws -> Int {
    let query = try searcher.query(typed, SearchOptions()).query
    return try searcher.searcher.count(searcher.searcher.prepare(query))
  }

  @Test("words near each other are found in every form, as a scan of the texts finds them")
  func near() throws {
    let stemmer = try #require(analyzer.makeStemmer())
    func stem(_ word: [UInt8]) -> [UInt8] { analyzer.isStopWord(word) ? word : stemmer.stem(word) }
    let stemmed = texts.map { text in text.map { ($0.position, stem($0.word)) } }
    let letters = UInt8(ascii: "a")...UInt8(ascii: "z")
    func isPlain(_ word: [UInt8]) -> Bool {
      word.count > 3 && word.allSatisfy(letters.contains) && !analyzer.isStopWord(word)
    }
    var forms: [[UInt8]: Set<[UInt8]>] = [:]
    for word in texts.joined() where isPlain(word.word) {
      forms[stem(word.word), default: []].insert(word.word)
    }
    var random = SplitMix64(seed: 31)
    func form(of word: [UInt8]) -> [UInt8] {
      let all = (forms[stem(word)] ?? []).sorted { $0.lexicographicallyPrecedes($1) }
      return all.randomElement(using: &random) ?? word
    }
    var differing = 0
    for _ in 0..<1_000 {
      // Two words of one text, in any of their forms.
      guard let text = texts.randomElement(using: &random), text.count > 20 else { continue }
      let place = Int.random(in: 0..<text.count - 8, using: &random)
      let words = [text[place].word, text[place + Int.random(in: 1...8, using: &random)].word]
      guard words.allSatisfy(isPlain), stem(words[0]) != stem(words[1]) else { continue }
      let (a, b) = (form(of: words[0]), form(of: words[1]))
      let distance = Int.random(in: 1...6, using: &random)
      func expected(_ texts: [[(Int, [UInt8])]], _ a: [UInt8], _ b: [UInt8]) -> Int {
        texts.count { text in
          let own = text.filter { $0.1 == a }.map(\.0)
          let others = text.filter { $0.1 == b }.map(\.0)
          return own.contains { p in
            others.contains { $0 != p && abs($0 - p) <= distance }
          }
        }
      }
      let typed = [a, b].map { String(decoding: $0, as: UTF8.self) }
        .joined(separator: " NEAR/\(distance) ")
      let inAllForms = expected(stemmed, stem(a), stem(b))
      #expect(try count(typed) == inAllForms, "\(typed)")
      differing +=
        inAllForms == expected(texts.map { $0.map { ($0.position, $0.word) } }, a, b) ? 0 : 1
    }
    #expect(differing > 20)
  }

  @Test("a character of Chinese or Japanese is found wherever it stands in a run of them")
  func character() throws {
    let characters = Set(
      texts.joined().map { String(decoding: $0.word, as: UTF8.self) }
        .filter { $0.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) } }.joined())
    #expect(characters.count > 100)
    for character in characters {
      let expected = texts.count { text in
        text.contains { String(decoding: $0.word, as: UTF8.self).contains(character) }
      }
      #expect(try count(String(character)) == expected, "\(character)")
    }
  }

  @Test("misspelt words are found whichever of their letters is wrong, as a scan finds them")
  func fuzzy() throws {
    let words = Set(texts.joined().map(\.word))
    var random = SplitMix64(seed: 32)
    for _ in 0..<60 {
      let all = words.sorted { $0.lexicographicallyPrecedes($1) }
      guard var typed = all.randomElement(using: &random), typed.count > 3,
        typed.allSatisfy({ (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) })
      else { continue }
      typed[Int.random(in: 0..<typed.count, using: &random)] = UInt8(ascii: "q")
      let distance = Int.random(in: 1...2, using: &random)
      let near = words.filter { edits(typed, $0) <= distance }
      let expected = texts.count { $0.contains { near.contains($0.word) } }
      let text = String(decoding: typed, as: UTF8.self) + "~\(distance)"
      #expect(try count(text) == expected, "\(text)")
    }
  }

  @Test("words that no article has are named, with words like them")
  func unknown() throws {
    func unknown(_ typed: String) throws -> [String] {
      try searcher.searcher.unknownWords(in: try searcher.query(typed, SearchOptions()).query)
        .map { "\($0.word): \($0.alike.joined(separator: " "))" }
    }
    let words = Set(texts.joined().map { String(decoding: $0.word, as: UTF8.self) })
    try #require(words.contains("satellite") && !words.contains("sattelite"))
    #expect(try unknown("sattelite") == ["sattelite: satellite"])
    #expect(try unknown("title:sattelite +harbour sattelite").count == 1)
    // A form of a known word is known; what is excluded or stands for many is not asked for.
    #expect(!words.contains("satelliting"))
    #expect(try unknown("satelliting satellite sattelit* sattelite~1 \"sattelite\"").isEmpty)
    #expect(try unknown("harbour -sattelite").isEmpty)
    #expect(try unknown("xqzxqzxqz") == ["xqzxqzxqz: "])
    #expect(try unknown("aaaaaaaa bbbbbbbb cccccccc dddddddd eeeeeeee").count == 4)
  }

  @Test("an index without positions says that it cannot tell what is near")
  func withoutPositions() throws {
    let path = FileManager.default.temporaryDirectory.path + "/lede-test-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data("Oil prices rise\n\nThe price of oil rose.\n".utf8)
      .write(to: URL(fileURLWithPath: path + "/a.txt"))
    let index = path + "/index"
    _ = try NewsIndexer(IndexingOptions(indexPath: index, positions: false, jobs: 1)).run([
      path + "/a.txt"
    ])
    let searcher = try NewsSearcher(path: index)
    for typed in ["oil NEAR/3 price", "oil PRE/3 price", "\"oil prices\""] {
      let query = try searcher.query(typed, SearchOptions()).query
      let error = #expect(throws: IndexError.self) { _ = try searcher.searcher.prepare(query) }
      #expect(error?.description.contains("keeps no positions") == true)
    }
  }

  /// Insertions, deletions, replacements of scalars and swaps of neighbours, by the whole table.
  private func edits(_ a: [UInt8], _ b: [UInt8]) -> Int {
    let a = Array(String(decoding: a, as: UTF8.self).unicodeScalars)
    let b = Array(String(decoding: b, as: UTF8.self).unicodeScalars)
    var table = (0...a.count).map { i in (0...b.count).map { i == 0 ? $0 : $0 == 0 ? i : 0 } }
    for i in a.indices {
      for j in b.indices {
        var least = min(table[i][j + 1], table[i + 1][j]) + 1
        least = min(least, table[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, table[i - 1][j - 1] + 1)
        }
        table[i + 1][j + 1] = least
      }
    }
    return table[a.count][b.count]
  }
}
