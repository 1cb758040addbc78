extension ByteAlphabet {
  /// The alphabets that a text without a declaration is tried in, the usual ones first.
  static let all: [ByteAlphabet] = western + eastern + cyrillic + otherScripts

  private static let western = [
    "àâçèéêëîïôœùûüæ", "äöüßé", "áéíóúñüçàèò", "áàâãçéêíóôõúü", "àèéìòù", "åäöæøéü",
    "áðéíóúýþæöø", "éëïöüèê", "äöüõšž",
  ].map { ByteAlphabet(EncodingGuess.fallback, .latin, usual: $0) } + [mixedWestern]

  /// Names of several languages in one text: each letter counts half as much.
  private static let mixedWestern = ByteAlphabet(
    EncodingGuess.fallback, .latin, usual: "", others: "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþßœšžÿ")

  private static let eastern =
    ["WINDOWS-1250", "ISO-8859-2"].flatMap { encoding in
      ["ąćęłńóśźż", "áäčďéěíĺľňóôŕřšťúůýž", "áéíóöőúüű", "ăâîşţ", "čćđšž"].map {
        ByteAlphabet(encoding, .latin, usual: $0)
      }
    } + [ByteAlphabet("WINDOWS-1254", .latin, usual: "çğıöşüâî")]

  private static let cyrillic = ["WINDOWS-1251", "KOI8-R", "ISO-8859-5"].map {
    ByteAlphabet($0, .other, usual: "оеаинтсрвлкмдпу", others: "яыьгзбчйхжшюцщэёіїєґў")
  }

  private static let otherScripts = [
    ByteAlphabet(
      "WINDOWS-1253", .other, usual: "αοιετνσρηκπςυμ", others: "λγδθχφωβξζάέήίόύώϊ", finals: "ς"),
    ByteAlphabet("WINDOWS-1255", .other, usual: "יוהלארתבמשנםדע", others: "חקפגכצטזסןךףץ", finals: "םןךףץ"),
    ByteAlphabet("WINDOWS-1256", .other, usual: "اليمونرتبهعدةف", others: "سقحكجشصطخضذزثغظءأإآؤئىپچژگ"),
  ]
}
