/// What the names of encodings mean in practice.
///
/// Source: the label table of the WHATWG Encoding Standard, reduced to what the C library's iconv
/// needs to be told; labels it knows under the same name are passed on.
enum EncodingLabel {
  /// The name to give iconv for `label`, or nil if the label means nothing.
  static func encoding(_ label: String) -> String? {
    var key = ""
    for scalar in label.unicodeScalars where !" \t\r\n\"'".unicodeScalars.contains(scalar) {
      guard scalar.isASCII, key.utf8.count < 40 else { return nil }
      key += scalar.properties.lowercaseMapping
    }
    if key.isEmpty { return nil }
    if let known = labels[key] { return known }
    if key.hasPrefix("windows-125") || key.hasPrefix("iso-8859-") { return key.uppercased() }
    if key.hasPrefix("cp125") { return "WINDOWS-" + key.dropFirst(2) }
    if key.hasPrefix("iso8859-") { return "ISO-8859-" + key.dropFirst(8) }
    if key.hasPrefix("iso_8859-") { return "ISO-8859-" + key.dropFirst(9) }
    if key.hasPrefix("x-mac-") || key.hasPrefix("ibm") || key.hasPrefix("cp")
      || key.hasPrefix("mac")
    {
      return key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
        ? key.uppercased() : nil
    }
    return nil
  }

  /// Whether the encoding shifts between character sets by escapes made of ASCII bytes.
  static func isEscapeCoded(_ encoding: String) -> Bool {
    encoding.hasPrefix("ISO-2022-") || encoding == "HZ"
  }

  private static let labels: [String: String] = {
    var labels: [String: String] = [:]
    for (encoding, names) in groups {
      for name in names.split(separator: " ") { labels[String(name)] = encoding }
    }
    return labels
  }()

  private static let groups: [(String, String)] = [
    ("UTF-8", "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8 utf-8n utf_8"),
    ("UTF-16LE", "utf-16le utf-16 utf16 ucs-2 unicode iso-10646-ucs-2 csunicode u16 unicodefeff"),
    ("UTF-16BE", "utf-16be unicodefffe"),
    ("UTF-32LE", "utf-32 utf-32le utf32 ucs-4 u32"),
    ("UTF-32BE", "utf-32be"),
    (
      "WINDOWS-1252",
      "windows-1252 cp1252 x-cp1252 latin1 latin-1 l1 ascii us-ascii ansi iso-8859-1 iso8859-1 "
        + "iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 cp819 ibm819 csisolatin1 "
        + "ansi_x3.4-1968 8859_1 iso8859_1 646"
    ),
    ("ISO-8859-2", "latin2 latin-2 l2 iso-8859-2 iso8859-2 iso88592 csisolatin2"),
    ("ISO-8859-3", "latin3 l3 iso88593"), ("ISO-8859-4", "latin4 l4 iso88594"),
    ("ISO-8859-5", "cyrillic iso88595 csisolatincyrillic"),
    ("ISO-8859-6", "arabic asmo-708 iso-8859-6-e iso-8859-6-i iso88596"),
    ("ISO-8859-7", "greek greek8 elot_928 iso88597"),
    ("ISO-8859-8", "hebrew iso-8859-8-i iso-8859-8-e logical visual iso88598"),
    (
      "WINDOWS-1254",
      "windows-1254 iso-8859-9 iso8859-9 iso88599 latin5 latin-5 l5 x-cp1254"
    ),
    ("ISO-8859-10", "latin6 l6 iso885910"), ("ISO-8859-13", "iso885913"),
    ("ISO-8859-14", "iso885914"),
    ("ISO-8859-15", "latin9 latin-9 l9 iso885915 iso8859-15 csisolatin9"),
    ("CP874", "windows-874 tis-620 tis620 iso-8859-11 iso8859-11 dos-874"),
    ("KOI8-R", "koi8-r koi koi8 koi8_r cskoi8r"), ("KOI8-U", "koi8-u koi8-ru"),
    ("CP866", "866 cp866 ibm866 csibm866"),
    ("MACINTOSH", "macintosh mac x-mac-roman csmacintosh"),
    ("MAC-CYRILLIC", "x-mac-cyrillic x-mac-ukrainian"),
    (
      "GB18030",
      "gb18030 gb2312 gbk gb_2312 gb_2312-80 gb2312-80 x-gbk cp936 936 ms936 chinese csgb2312 "
        + "csiso58gb231280 iso-ir-58 euc-cn euccn"
    ),
    ("HZ", "hz-gb-2312 hz"),
    ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 x-x-big5 csbig5 big-5 cp950 950"),
    ("CP932", "shift_jis shift-jis sjis x-sjis ms_kanji windows-31j ms932 csshiftjis cp932 932"),
    ("EUC-JP", "euc-jp x-euc-jp eucjp euc_jp cseucpkdfmtjapanese"),
    ("ISO-2022-JP", "iso-2022-jp csiso2022jp iso-2022-jp-2"),
    ("ISO-2022-KR", "iso-2022-kr csiso2022kr"),
    (
      "CP949",
      "euc-kr euckr euc_kr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 korean windows-949 "
        + "cp949 949 uhc cseuckr iso-ir-149"
    ),
    ("TCVN", "tcvn viscii"), ("JOHAB", "johab"), ("UTF-7", "utf-7 utf7"),
  ]
}
