extension CharacterDecoding {
  /// How far into a document a declaration is looked for, in bytes.
  static let declarationReach = 8 << 10

  /// The encoding that the XML declaration `<?xml … encoding="…"?>` at the start of `bytes` names.
  public static func declaredEncoding(inXML bytes: UnsafeRawBufferPointer) -> String? {
    let head = unsafe asciiHead(bytes)
    guard let start = head.firstRange(of: Array("<?xml".utf8))?.upperBound,
      let end = head[start...].firstRange(of: Array("?>".utf8))?.lowerBound
    else { return nil }
    return value(of: "encoding", in: head[start..<end])
  }

  /// The encoding that a `<meta charset>` or `<meta http-equiv>` in the first 8 KiB names, or the
  /// XML declaration of a page that is XHTML; UTF-16 in a meta element means UTF-8.
  public static func declaredEncoding(inHTML bytes: UnsafeRawBufferPointer) -> String? {
    let head = unsafe asciiHead(bytes)
    var rest = head[...]
    while let open = rest.firstRange(of: Array("<meta".utf8)) {
      rest = rest[open.upperBound...]
      let end = rest.firstIndex(of: UInt8(ascii: ">")) ?? rest.endIndex
      if let label = value(of: "charset", in: rest[..<end]) {
        let isWide = EncodingLabel.encoding(label)?.hasPrefix("UTF-") == true
        return isWide ? "UTF-8" : label
      }
      rest = rest[end...]
    }
    return unsafe declaredEncoding(inXML: bytes)
  }

  /// The first bytes in lower case; those of UTF-16 would not be found, but they need no declaration.
  private static func asciiHead(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
    unsafe bytes.prefix(declarationReach).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }

  /// What follows `name` and an equals sign, with or without quotes.
  private static func value(of name: String, in bytes: ArraySlice<UInt8>) -> String? {
    var rest = bytes
    while let found = rest.firstRange(of: Array(name.utf8)) {
      rest = rest[found.upperBound...].drop { $0 <= 0x20 }
      guard rest.first == UInt8(ascii: "=") else { continue }
      rest = rest.dropFirst().drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
      let label = rest.prefix {
        (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || [0x2D, 0x2E, 0x3A, 0x5F].contains($0)
      }
      return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
    }
    return nil
  }
}
