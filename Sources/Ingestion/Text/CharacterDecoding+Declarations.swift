extension CharacterDecoding {
  /// How far into a document a declaration is looked for, in bytes.
  static let declarationReach = 8 << 10

  /// The encoding that the XML declaration `<?xml … encoding="…"?>` at the start of `bytes` names.
  public static func declaredEncoding(inXML bytes: UnsafeRawBufferPointer) -> String? {
    let head = unsafe asciiHead(bytes)
    guard let start = head.firstIndex(of: "<?xml"), let end = head.firstIndex(of: "?>", from: start)
    else { return nil }
    return value(of: "encoding", in: Array(head[start..<end]))
  }

  /// The encoding that a `<meta charset>` or `<meta http-equiv>` in the first 8 KiB names, or the
  /// XML declaration of a page that is XHTML; UTF-16 in a meta element means UTF-8.
  public static func declaredEncoding(inHTML bytes: UnsafeRawBufferPointer) -> String? {
    let head = unsafe asciiHead(bytes)
    var start = 0
    while let open = head.firstIndex(of: "<meta", from: start) {
      let end = head[open...].firstIndex(of: UInt8(ascii: ">")) ?? head.endIndex
      if let label = value(of: "charset", in: Array(head[open..<end])) {
        let isWide = EncodingLabel.encoding(label)?.hasPrefix("UTF-") == true
        return isWide ? "UTF-8" : label
      }
      start = end
    }
    return unsafe declaredEncoding(inXML: bytes)
  }

  /// The first bytes in lower case; those of UTF-16 would not be found, but they need no declaration.
  private static func asciiHead(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    unsafe bytes.prefix(declarationReach).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// What follows `name` and an equals sign, with or without quotes.
  private static func value(of name: String, in bytes: [UInt8]) -> String? {
    var start = 0
    while let found = bytes.firstIndex(of: name, from: start) {
      start = found + name.utf8.count
      var rest = bytes[start...].drop { $0 <= 0x20 }
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst().drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
      let label = rest.prefix { byte in
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte)
          || [0x2D, 0x2E, 0x3A, 0x5F].contains(byte)
      }
      return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
    }
    return nil
  }
}
