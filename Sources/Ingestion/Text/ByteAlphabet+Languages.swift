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
      "WINDOWS-1256", .other,
      [4: "اليمونرتب", 2: "هعدةفسقحك", 0: "جشصطخضذزثغظءأإآؤئىپچژگ" + arabicPoints]),
    ByteAlphabet(
      "CP874", .other,
      [4: "านรอกเงมยลวดทส", 0: "ตะปบคหแจพชขใไโผถซณธฉศษญฐภฏฟฝฮฤำๆฯฎฒฆฬฑฌ" + thaiMarks]),
  ]

  /// The vowels, the doubling and the endings that are written above and below the letters.
  private static let arabicPoints =
    "\u{64B}\u{64C}\u{64D}\u{64E}\u{64F}\u{650}\u{651}\u{652}"

  /// The vowels and tones above and below the letters.
  private static let thaiMarks =
    "\u{E31}\u{E34}\u{E35}\u{E36}\u{E37}\u{E38}\u{E39}\u{E47}\u{E48}\u{E49}\u{E4A}\u{E4C}"
}
