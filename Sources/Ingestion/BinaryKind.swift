/// Files that are plainly no articles, told by their first bytes.
enum BinaryKind {
  /// What the first bytes of `document` say that it is, as the end of "it is …"; nil if they are
  /// no signature that is known.
  static func signature(of document: SourceDocument) -> String? {
    let head = unsafe Array(document.bytes.prefix(16))
    if let known = signatures.first(where: { head.starts(with: $0.bytes) }) { return known.name }
    if head.starts(with: Array("RIFF".utf8)) { return "a sound, picture or film" }
    if head.count > 8, head[4..<8].elementsEqual("ftyp".utf8) { return "a film or sound" }
    return nil
  }

  /// "binary data" if the first 4 KiB are no text in any encoding, or nil.
  static func shape(of document: SourceDocument) -> String? {
    if unsafe CharacterDecoding.byteOrderMark(document.bytes) != nil { return nil }
    let head = unsafe Array(document.bytes.prefix(4 << 10))
    // UTF-16 without a mark has zeros in every other place; other text has none, and few controls.
    let zeros = head.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    let controls = head.reduce(0) { $0 + ($1 < 0x20 && ![9, 10, 12, 13, 27].contains($1) ? 1 : 0) }
    let looksWide = zeros * 5 > head.count * 2 && zeros * 5 < head.count * 4
    return !looksWide && (zeros * 50 > head.count || controls * 30 > head.count)
      ? "binary data" : nil
  }

  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0x89, 0x50, 0x4E, 0x47], "a picture"), ([0xFF, 0xD8, 0xFF], "a picture"),
    (Array("GIF8".utf8), "a picture"), (Array("BM6".utf8), "a picture"),
    ([0x49, 0x49, 0x2A, 0x00], "a picture"), ([0x4D, 0x4D, 0x00, 0x2A], "a picture"),
    ([0x00, 0x00, 0x01, 0x00], "an icon"), (Array("wOFF".utf8), "a font"),
    (Array("wOF2".utf8), "a font"),
    (Array("%PDF-".utf8), "a PDF, which is not read"),
    (Array("{\\rtf".utf8), "an RTF document, which is not read"),
    ([0xD0, 0xCF, 0x11, 0xE0], "an Office document, which is not read"),
    ([0x7F, 0x45, 0x4C, 0x46], "a program"), (Array("MZ".utf8) + [0x90], "a program"),
    (Array("#!".utf8), "a program"), (Array("SQLite format 3".utf8), "a database"),
    (Array("ID3".utf8), "a sound"), (Array("OggS".utf8), "a sound"),
    (Array("fLaC".utf8), "a sound"),
    (Array("7z".utf8) + [0xBC, 0xAF], "a 7-Zip archive, which is not read; unpack it first"),
    (Array("Rar!".utf8), "a RAR archive, which is not read; unpack it first"),
    (Array("Delivered-To: ".utf8), "an e-mail, which is not read"),
    (Array("Return-Path: ".utf8), "an e-mail, which is not read"),
    (Array("Received: from".utf8), "an e-mail, which is not read"),
    (Array("MIME-Version: ".utf8), "an e-mail, which is not read"),
  ]
}
