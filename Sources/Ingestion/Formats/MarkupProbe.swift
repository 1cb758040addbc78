/// What the first bytes of a document tell of its markup.
struct MarkupProbe {
  /// The local name of the first element, in lower case, or "".
  let root: String
  /// The first 4 KiB from the first element on, in lower-case ASCII.
  let head: [UInt8]

  /// Looks at the first 64 KiB of a document at most.
  init(_ document: UnsafeRawBufferPointer) {
    var bytes = unsafe Array(document.prefix(64 << 10))
    let mark = unsafe CharacterDecoding.byteOrderMark(document)
    if mark.map({ $0.encoding != "UTF-8" }) ?? false || bytes.prefix(64).contains(0) {
      bytes = unsafe Array(
        CharacterDecoding.decode(UnsafeRawBufferPointer(rebasing: document.prefix(16 << 10))).utf8)
    }
    var index = 0
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    let start = Self.firstElement(in: bytes, from: index)
    root = start.map { Self.localName(in: bytes, at: $0 + 1) } ?? ""
    head = bytes[(start ?? index)...].prefix(4 << 10).map {
      (0x41...0x5A).contains($0) ? $0 | 0x20 : $0
    }
  }

  /// Whether `text`, in lower case, stands in the head.
  func contains(_ text: String) -> Bool { head.firstIndex(of: text) != nil }

  /// Where the first element begins: after declarations, comments and the document type.
  private static func firstElement(in bytes: [UInt8], from start: Int) -> Int? {
    var index = start
    guard index < bytes.count, bytes[index] == 0x3C else { return nil }
    while index + 1 < bytes.count {
      guard bytes[index] == 0x3C else {
        index += 1
        continue
      }
      switch bytes[index + 1] {
      case 0x3F: index = after("?>", in: bytes, from: index + 2)
      case 0x21:
        index =
          bytes[index...].starts(with: Array("<!--".utf8))
          ? after("-->", in: bytes, from: index + 4) : afterDeclaration(in: bytes, from: index + 2)
      case let byte where (0x61...0x7A).contains(byte | 0x20): return index
      default: index += 1
      }
    }
    return nil
  }

  private static func after(_ end: String, in bytes: [UInt8], from start: Int) -> Int {
    bytes.firstIndex(of: end, from: start).map { $0 + end.utf8.count } ?? bytes.count
  }

  private static func afterDeclaration(in bytes: [UInt8], from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count {
      if bytes[index] == 0x5B { depth += 1 }
      if bytes[index] == 0x5D { depth -= 1 }
      if bytes[index] == 0x3E, depth <= 0 { return index + 1 }
      index += 1
    }
    return index
  }

  private static func localName(in bytes: [UInt8], at start: Int) -> String {
    let name = bytes[start...].prefix { byte in
      (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        || [0x2D, 0x2E, 0x3A, 0x5F].contains(byte)
    }.prefix(64)
    let local = name.lastIndex(of: 0x3A).map { name[($0 + 1)...] } ?? name
    return String(decoding: local, as: UTF8.self).lowercased()
  }
}

extension SourceDocument {
  /// The extension of the name in lower case, without that of a compression: "xml" of "a.xml.gz".
  var fileExtension: String {
    var parts = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
    while let last = parts.last, ["gz", "bz2", "xz", "zst", "z"].contains(last.lowercased()) {
      parts.removeLast()
    }
    return parts.last.map { $0.lowercased() } ?? ""
  }

  /// The bytes behind bounds checks.
  var view: ByteView { unsafe ByteView(bytes) }
}
