import Testing

@testable import Analysis

@Suite("Analyzer")
struct AnalyzerTests {
  @Test(
    "folds case, accents and forms of letters",
    arguments: [
      ("Müller MULLER muller", "muller muller muller"),
      ("Straße STRASSE ẞ", "strasse strasse ss"),
      ("Ærø Œuvre Łódź Đặng Ðórr þing", "aero oeuvre lodz dang dorr thing"),
      ("İstanbul ısı ISPARTA", "istanbul isi isparta"),
      ("ﬁne ﬂow Ⓐbc", "fine flow abc"),
      ("cafe\u{301} café", "cafe cafe"),
      ("Ёлка ЙОД и\u{306}од", "елка йод йод"),
      ("Αθήνα ΑΘΗΝΑ ΣΟΦΟΣ σοφός", "αθηνα αθηνα σοφοσ σοφοσ"),
      ("ＡＢＣ１２３", "abc123"),
      ("مُحَمَّد محمد مـحـمـد", "محمد محمد محمد"),
      ("أحمد إحمد آحمد ٱحمد احمد", "احمد احمد احمد احمد احمد"),
      ("مدرسة مدرسه على علي", "مدرسه مدرسه علي علي"),
      ("کتاب كتاب می\u{200C}خواهم", "كتاب كتاب ميخواهم"),
      ("שָׁלוֹם שלום ארה\"ב ארה״ב", "שלום שלום ארהב ארהב"),
      ("한국 \u{1112}\u{1161}\u{11AB}\u{1100}\u{116E}\u{11A8}", "한국 한국"),
      ("٣٥٠ ۳۵۰ ३५०", "350 350 350"),
      ("हिन्दी क़लम क़लम", "हिन्दी कलम कलम"),
      ("co\u{AD}operate", "cooperate"),
    ])
  func folding(text: String, expected: String) throws {
    #expect(try terms(of: text) == expected)
  }

  @Test(
    "treats straight and curly apostrophes alike and drops possessives",
    arguments: [
      ("DPRK’s DPRK's DPRK", "dprk dprk dprk"),
      ("BOSS'S boss‘s bossʼs", "boss boss boss"),
      ("don't don’t O’Brien O'Brien", "dont dont obrien obrien"),
      ("workers' 'quoted' ‘quoted’", "workers quoted quoted"),
      ("'s s's", "s s"),
      ("d'abord l'Europe", "dabord leurope"),
      ("col·lecció", "colleccio"),
    ])
  func apostrophes(text: String, expected: String) throws {
    #expect(try terms(of: text) == expected)
  }

  @Test(
    "removes elided articles in languages that have them",
    arguments: [
      (
        "french", "l’Europe L'Europe d'abord qu’il aujourd’hui", "europe europe abord il aujourdhui"
      ),
      ("italian", "dell’Italia un’altra", "italia altra"),
      ("catalan", "l’Hospitalet d'en", "hospitalet en"),
      ("turkish", "Ankara'nın Türkiye’de", "ankara turkiye"),
      ("german", "l’Europe", "leurope"),
    ])
  func elision(name: String, text: String, expected: String) throws {
    #expect(try terms(of: text, name) == expected)
  }

  @Test(
    "indexes the parts of a hyphenated word and the whole",
    arguments: [
      ("Tae-yul said", ["tae@0", "taeyul@0+", "yul@1", "said@2"]),
      ("decades‐long", ["decades@0", "decadeslong@0+", "long@1"]),
      ("Tae‑yul’s", ["tae@0", "taeyul@0+", "yul@1"]),
      ("19-year-old", ["19@0", "19yearold@0+", "year@1", "old@2"]),
      ("COVID-19", ["covid@0", "covid19@0+", "19@1"]),
      ("a-b-c-d", ["a@0", "abcd@0+", "b@1", "c@2", "d@3"]),
      ("a-b-c-d-e", ["a@0", "b@1", "c@2", "d@3", "e@4"]),
      ("2024-25", ["2024@0", "25@1"]),
      ("2025-01-06", ["2025@0", "01@1", "06@2"]),
      ("war–peace talks — end", ["war@0", "peace@1", "talks@2", "end@3"]),
      ("well--known -x- y-", ["well@0", "known@1", "x@2", "y@3"]),
      ("U.S.-led", ["us@0", "US@0^", "usled@0+", "led@1"]),
      ("anti-IT", ["anti@0", "antiit@0+", "it@1", "IT@1^"]),
    ])
  func hyphens(text: String, expected: [String]) throws {
    #expect(try tokens(of: text) == expected)
  }

  @Test(
    "joins dotted letters and keeps capitals that would be function words",
    arguments: [
      ("U.S.", ["us@0", "US@0^"]),
      ("US", ["us@0", "US@0^"]),
      ("us", ["us@0"]),
      ("Us", ["us@0"]),
      ("I.B.M. and U.N", ["ibm@0", "and@1", "un@2"]),
      ("the WHO’s", ["the@0", "who@1", "WHO@1^"]),
      ("U.S.'s plan", ["us@0", "US@0^", "plan@1"]),
      ("the U.S", ["the@0", "us@1", "US@1^"]),
      ("5 p.m. e.g.", ["5@0", "pm@1", "eg@2"]),
      ("J.K. Rowling", ["jk@0", "rowling@1"]),
      ("example.com Ph.D.", ["example.com@0", "ph.d@1"]),
      ("NATO", ["nato@0"]),
    ])
  func capitals(text: String, expected: [String]) throws {
    #expect(try tokens(of: text) == expected)
  }

  @Test(
    "writes numbers without thousands separators and with a decimal point",
    arguments: [
      ("3,000 3’000 3'000 3 000 3\u{A0}000 3\u{202F}000", "3000 3000 3000 3 000 3000 3000"),
      ("1,234,567 1.234.567 1\u{A0}234\u{A0}567", "1234567 1234567 1234567"),
      ("3.5 5,3 0,123", "3.5 5.3 0.123"),
      ("1,234.56 1.234,56 1\u{A0}234,56", "1234.56 1234.56 1234.56"),
      ("$3,000 3% €5.50", "3000 3 5.50"),
      ("06.01.2025 192.168.0.1 1,2,3", "06 01 2025 192 168 0 1 1 2 3"),
      ("in 2024\u{A0}300 people", "in 2024 300 people"),
      ("12\u{202F}kg Quoi\u{202F}?", "12 kg quoi"),
      ("3.5km 1,000m 10:30 G20 5G", "3.5km 1000m 10 30 g20 5g"),
      ("١٬٢٣٤٫٥", "1234.5"),
    ])
  func numbers(text: String, expected: String) throws {
    #expect(try terms(of: text) == expected)
  }

  @Test(
    "makes overlapping pairs of writing without spaces",
    arguments: [
      ("中国人民", ["中国@0", "国人@1", "人民@2"]),
      ("北 京", ["北@0", "京@1"]),
      ("東京タワー", ["東京@0", "京タ@1", "タワ@2", "ワー@3"]),
      ("ｶﾞｽ", ["ガス@0"]),
      ("か\u{3099}く", ["がく@0"]),
      ("AI技術2024年", ["ai@0", "技術@1", "2024@2", "年@3"]),
      ("ไทย", ["ไท@0", "ทย@1"]),
      ("กั\u{E49}น", ["กั\u{E49}น@0"]),
    ])
  func bigrams(text: String, expected: [String]) throws {
    #expect(try tokens(of: text) == expected)
  }

  @Test(
    "splits handles, tags, addresses and underscores as Unicode does",
    arguments: [
      ("@user #tag", "user tag"),
      ("a@b.example", "a b.example"),
      ("_quoted_ snake_case __", "quoted snake_case"),
    ])
  func marks(text: String, expected: String) throws {
    #expect(try terms(of: text) == expected)
  }

  @Test(
    "plain knows letters and digits of ASCII only",
    arguments: [
      ("Tae-yul's U.S. 3,000", "tae yul s u s 3 000"),
      ("Café cafe\u{301} Ångström", "cafe cafe angstrom"),
      ("ﬁve ½3 Ⅳ x²", "five 1 23 iv x2"),
      ("Straße 中国 абв Łódź", "stra e odz"),
      ("a…b c\u{A0}d ℃", "a b c d"),
    ])
  func plain(text: String, expected: String) throws {
    #expect(try terms(of: text, "plain") == expected)
  }

  @Test("gives byte ranges of what a token was made of")
  func ranges() throws {
    let text = "The DPRK’s “Tae-yul” in the U.S.: 3\u{A0}000 l’eau"
    let analyzer = try #require(Analyzer(named: "french"))
    var buffer = TokenBuffer()
    analyzer.tokenize(text, into: &buffer)
    let utf8 = Array(text.utf8)
    let ranges = buffer.tokens.map {
      String(decoding: utf8[Int($0.start)..<Int($0.end)], as: UTF8.self)
    }
    #expect(
      ranges == [
        "The", "DPRK", "Tae", "Tae-yul", "yul", "in", "the", "U.S.", "U.S.", "3\u{A0}000", "eau",
      ])
  }

  @Test("continues positions and keeps the tokens that are there")
  func positions() throws {
    let analyzer = try #require(Analyzer(named: "english"))
    var buffer = TokenBuffer()
    analyzer.tokenize("A title", into: &buffer)
    analyzer.tokenize("the body-text", firstPosition: 100, into: &buffer)
    #expect(buffer.tokens.map(\.position) == [0, 1, 100, 101, 101, 102])
    #expect(
      buffer.tokens.map { buffer.text(of: $0) } == [
        "a", "title", "the", "body", "bodytext", "text",
      ])
    #expect(buffer.length == 103)
  }
}
