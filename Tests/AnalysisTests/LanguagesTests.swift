import TestSupport
import Testing

@testable import Analysis

@Suite("Languages")
struct LanguagesTests {
  @Test("every name makes an analyzer with its own fingerprint, and other names none")
  func names() throws {
    #expect(Array(Analyzer.names.prefix(4)) == ["english", "plain", "none", "lucene"])
    #expect(Analyzer.names.count > 20)
    #expect(
      Set(Analyzer.names).isSuperset(of: ["german", "french", "russian", "arabic", "porter"]))
    var fingerprints: Set<String> = []
    for name in Analyzer.names {
      let analyzer = try #require(Analyzer(named: name))
      #expect(analyzer.name == name)
      #expect(analyzer.stems == (analyzer.makeStemmer() != nil))
      fingerprints.insert(analyzer.fingerprint)
    }
    #expect(fingerprints.count == Analyzer.names.count)
    #expect(Analyzer(named: "english")?.fingerprint == "english/2 unicode-15.0")
    for name in ["", "English", "klingon", "en", "../english"] {
      #expect(Analyzer(named: name) == nil)
    }
  }

  @Test(
    "stems folded terms",
    arguments: [
      ("english", "missiles", "missil"), ("english", "running", "run"), ("english", "news", "news"),
      ("porter", "news", "new"), ("german", "hauser", "haus"),
      ("french", "nationales", "national"),
      ("russian", "переговоры", "переговор"), ("spanish", "elecciones", "eleccion"),
      ("english", "3.5", "3.5"), ("english", "s", "s"), ("english", "中国", "中国"),
    ])
  func stems(name: String, term: String, expected: String) throws {
    let stemmer = try #require(Analyzer(named: name)?.makeStemmer())
    #expect(String(decoding: stemmer.stem(Array(term.utf8)), as: UTF8.self) == expected)
  }

  @Test(
    "a stemmer replaces what was in the result and never makes a term empty or longer than allowed")
  func stemmerResult() throws {
    for name in Analyzer.names {
      guard let stemmer = try #require(Analyzer(named: name)).makeStemmer() else { continue }
      var random = SplitMix64(seed: 5)
      var stem: [UInt8] = Array("before".utf8)
      var buffer = TokenBuffer()
      try #require(Analyzer(named: name)).tokenize(random.text(length: 2000), into: &buffer)
      for token in buffer.tokens {
        let term = Array(buffer.term(of: token))
        unsafe term.withUnsafeBufferPointer { unsafe stemmer.stem($0, into: &stem) }
        #expect(!stem.isEmpty && stem.count <= Analyzer.longestTerm)
        #expect(stem == stemmer.stem(term))
        #expect(String(validating: stem, as: UTF8.self) != nil)
      }
      #expect(stemmer.stem([]).isEmpty)
    }
  }

  @Test("knows the function words of English, folded words of other languages, and none for plain")
  func stopWords() throws {
    let english = try #require(Analyzer(named: "english"))
    #expect(StopWords.text["porter"]?.split(separator: " ").count == 33)
    #expect(english.isStopWord("the".utf8) && english.isStopWord(Array("with".utf8)))
    #expect(!english.isStopWord("missile".utf8) && !english.isStopWord("".utf8))
    #expect(!english.isStopWord("THE".utf8))
    #expect(english.isStopWord("what".utf8) && english.isStopWord("dont".utf8))
    let names = "us may might must id ill hell shell shed well wed cant lets"
    for name in names.split(separator: " ") { #expect(!english.isStopWord(name.utf8)) }
    let porter = try #require(Analyzer(named: "porter"))
    #expect(porter.isStopWord("the".utf8) && !porter.isStopWord("what".utf8))
    #expect(try #require(Analyzer(named: "german")).isStopWord("fur".utf8))
    #expect(try #require(Analyzer(named: "russian")).isStopWord("ее".utf8))
    #expect(try #require(Analyzer(named: "arabic")).isStopWord("الي".utf8))
    for name in ["plain", "none"] {
      #expect(try !#require(Analyzer(named: name)).isStopWord("the".utf8))
    }
    for name in StopWords.text.keys { #expect(Analyzer.names.contains(name)) }
  }
}
