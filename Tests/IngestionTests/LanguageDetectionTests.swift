import Articles
import Testing

@testable import Ingestion

@Suite("Languages of texts that do not say theirs") struct LanguageDetectionTests {
  /// Two sentences each, long enough to be sure of.
  private static let texts = [
    "en": """
    The harbour board said on Monday that the old ferry would return to the crossing in spring. \
    Passengers had waited for two winters while the hull was repaired in a yard up the coast.
    """,
    "de": """
    Der Hafenrat teilte am Montag mit, dass die alte Fähre im Frühjahr wieder fahren werde. \
    Zwei Winter lang hatten die Fahrgäste gewartet, während der Rumpf auf einer Werft lag.
    """,
    "fr": """
    Le conseil du port a annoncé lundi que le vieux bac reprendrait la traversée au printemps. \
    Les passagers attendaient depuis deux hivers pendant que la coque était réparée.
    """,
    "ru": """
    Портовый совет сообщил в понедельник, что старый паром вернётся на переправу весной. \
    Пассажиры ждали две зимы, пока корпус чинили на верфи выше по побережью.
    """,
    "he": """
    מועצת הנמל הודיעה ביום שני כי המעבורת הישנה תחזור לפעול באביב. \
    הנוסעים המתינו שני חורפים בזמן שגוף הספינה תוקן במספנה במעלה החוף.
    """,
  ]

  @Test("the language of a text is found", arguments: texts)
  func found(language: String, text: String) {
    #expect(LanguageDetection.language(of: text) == language)
    // However long, and cut inside a character.
    for length in 4_090...4_100 {
      let long = String(
        decoding: String(repeating: text, count: 30).utf8.prefix(length), as: UTF8.self)
      #expect(LanguageDetection.language(of: long) == language)
    }
  }

  @Test("of too little text, and of none, no language is claimed")
  func notClaimed() {
    for text in ["", "Ferry", "2024 17:3 44 — 12:0 " + String(repeating: "17 : 4 · ", count: 100)] {
      #expect(LanguageDetection.language(of: text).isEmpty)
    }
  }

  @Test("a page that declares a language keeps it, another gets that of its text")
  func ofPages() throws {
    let text = try #require(Self.texts["de"])
    let page = { (attribute: String) in
      try HTMLFixture.article(
        "<html\(attribute)><body><h1>Die Fähre</h1><p>\(text)</p></body></html>")
    }
    #expect(try page("").language == "de")
    #expect(try page(" lang=\"de-AT\"").language == "de-at")
  }
}
