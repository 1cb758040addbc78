/// How much the first bytes of a document look like HTML.
enum HTMLShape {
  /// `certain` for a document type or root element of HTML, `byShape` for other HTML elements.
  static func confidence(in bytes: [UInt8]) -> FormatConfidence {
    var index = 0
    var hasElements = false
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<") else {
        index += 1
        continue
      }
      if bytes.hasASCII("<!doctype html", at: index) { return .certain }
      if bytes.hasASCII("<!--", at: index) {
        index += 4
        while index < bytes.count, !bytes.hasASCII("-->", at: index) { index += 1 }
        continue
      }
      if index + 1 < bytes.count, bytes[index + 1].isLetter {
        let name = elementName(in: bytes, at: index + 1)
        if name == "html" || name == "head" || name == "body" || name == "frameset" {
          return .certain
        }
        // The first element of a document tells: those of other formats are not HTML's.
        guard HTMLTag(nameHash: NameHash.of(name)) != .other, name != "link", name != "title"
        else { return hasElements ? .byShape : .no }
        hasElements = true
      }
      index += 1
    }
    return hasElements ? .byShape : .no
  }

  private static func elementName(in bytes: [UInt8], at start: Int) -> String {
    let name = bytes[start...].prefix(20).prefix {
      $0.isLetter || $0.isDigit || $0 == UInt8(ascii: ":")
    }
    return String(decoding: name.map(\.lowercased), as: UTF8.self)
  }
}
