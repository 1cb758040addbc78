extension ByteAlphabet {
  /// The alphabets that a text without a declaration is tried in, the usual ones first.
  static let all: [ByteAlphabet] = western + eastern + cyrillic + otherScripts

  private static let western =
    [
      "àâçèéêëîïôœùûüæ", "äöüßé", "áéíóúñüçàèò", "áàâãçéêíóôõúü", "àèéìòù", "åäöæøéü",
      "áðéíóúýþæöø", "éëïöüèê", "äöüõšž",
    ].map { ByteAlphabet(EncodingGuess.fallback, .latin, [4: $0]) } + [mixedWestern]

  /// Names of several languages in one text: each letter counts half as much.
  private static let mixedWestern = ByteAlphabet(
    EncodingGuess.fallback, .latin, [2: "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþßœšžÿ"])

  private static let eastern =
    ["WINDOWS-1250", "ISO-8859-2"].flatMap { encoding in
      ["ąćęłńóśźż", "áäčďéěíĺľňóôŕřšťúůýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"].map {
        ByteAlphabet(encoding, .latin, [4: $0])
      }
    } + [ByteAlphabet("WINDOWS-1254", .latin, [4: "çğıöşüâî"])]

  private static let cyrillic = ["WINDOWS-1251", "KOI8-R", "ISO-8859-5"].map {
    ByteAlphabet(
      $0, .other, [4: "оеаинтср", 2: "влкмдпу", 0: "яыьгзбчйхжшёіїєґў", -2: "юцщэфъ"])
  }

  private static let otherScripts = [
    // A Greek word nearly always has an accent, unless it is in capitals: it counts for the whole.
    ByteAlphabet(
      "WINDOWS-1253", .other,
      [
        8: "άέήίόύώ", 4: "ΑΟΙΕΤΝΣΡΗΚΠΥΜ", 2: "αοιετνσρηκπςυμ",
        0: "λγδθχφωβξζϊΐϋΰψΛΓΔΘΧΦΩΒΞΖΨ",
      ],
      finals: "ς"),
    ByteAlphabet(
      "WINDOWS-1255", .other, [4: "יוהלארתבמש", 2: "נםדעחק", 0: "פגכצטזסןךףץ"], finals: "םןךףץ"),
    ByteAlphabet(
      "WINDOWS-1256", .other, [4: "اليمونرتب", 2: "هعدةفسقحك", 0: "جشصطخضذزثغظءأإآؤئىپچژگ"]),
  ]
}
