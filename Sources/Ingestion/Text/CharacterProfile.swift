/// Chinese, Japanese or Korean in an encoding of several bytes per character.
struct CharacterProfile: Sendable {
  /// The name of the encoding for iconv.
  let encoding: String
  private let script: Script
  private let usual: Set<Unicode.Scalar>

  private enum Script { case han, kana, hangul }

  private init(_ encoding: String, _ script: Script, usual: String) {
    self.encoding = encoding
    self.script = script
    self.usual = Set(usual.unicodeScalars)
  }

  /// The points of `sample`, a list of words between spaces, on the scale of `ByteAlphabet`.
  ///
  /// - Complexity: linear.
  func score(_ sample: [UInt8]) -> Int {
    var score = 0
    var before: Unicode.Scalar = " "
    for scalar in EncodingGuess.text(of: sample, in: encoding).unicodeScalars {
      if !scalar.isASCII { score += points(scalar) }
      // Foreign words stand in such texts, too, but seldom without a space.
      if scalar.isASCII != before.isASCII, Self.isLetter(scalar), Self.isLetter(before) {
        score -= 6
      }
      before = scalar
    }
    return score
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A, 0x3040..<0xA000, 0xAC00..<0xD7B0: true
    default: false
    }
  }

  private func points(_ scalar: Unicode.Scalar) -> Int {
    if usual.contains(scalar) { return 8 }
    switch scalar.value {
    case 0xFFFD: return -32
    case 0x3001...0x3003, 0x3008...0x3011, 0xFF08, 0xFF09, 0xFF0C, 0xFF1A, 0xFF01, 0xFF1F:
      return 4
    case 0x3041..<0x3100: return script == .kana ? 8 : -4
    case 0x4E00..<0xA000: return script == .hangul ? -4 : 1
    case 0xAC00..<0xD7A4: return script == .hangul ? 1 : -8
    case 0xA0, 0xB7, 0x2010..<0x2040, 0x3000, 0xFF02..<0xFF5F: return 0
    default: return -8
    }
  }

  /// The encodings that are tried.
  static let all = [
    CharacterProfile(
      "GB18030", .han,
      usual: "的一是不了在有人我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之"
        + "过家学对可里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面"
        + "公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种政市部新报京政府"),
    CharacterProfile(
      "BIG5-HKSCS", .han,
      usual: "的一是不了在有人我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之"
        + "過家學對可裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面"
        + "公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種政市部新報臺台灣府"),
    CharacterProfile("CP932", .kana, usual: japanese),
    CharacterProfile("EUC-JP", .kana, usual: japanese),
    CharacterProfile(
      "CP949", .hangul,
      usual: "이다의는을에가고로한하지를도은서기사인자해시대정어리나일수있들전과부제보장상원그라년주"
        + "아으스만것여성구국안면했적된며게조오우동무비관회신공통위경금연방선세미생간계발들월러진와말양"),
  ]

  private static let japanese = "日本人年大国会中出東京新時事月上下十一二三政府市者行発表"
}
