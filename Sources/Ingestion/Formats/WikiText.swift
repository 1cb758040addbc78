/// Wiki markup as plain paragraphs.
///
/// Templates, tables, references, files and magic words are left out, except templates that stand
/// for their own text; links keep what they show. Linear in the text: brackets that never close are
/// text.
struct WikiText {
  /// The paragraphs, each on one line; headings that nothing follows are left out.
  private(set) var paragraphs: [String] = []
  /// What the categories are called.
  private(set) var categories: [String] = []
  /// What a date template says, as on Wikinews.
  private(set) var date: String?

  private var output: [UInt8] = []
  /// Up to where each end mark was looked for in vain, and is not looked for again.
  private var searched: [String: Int] = [:]
  /// How many frames of links and templates may enclose each other.
  private static let maximumDepth = 40

  /// Reads `source`.
  init(_ source: String) {
    let bytes = Array(source.utf8)
    output = render(bytes[...], depth: 0)
    splitParagraphs()
    output = []
  }

  /// The plain text of `bytes`, still with line marks such as `*` and `==`.
  private mutating func render(_ bytes: ArraySlice<UInt8>, depth: Int) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count)
    let closers = Self.matchBrackets(bytes)
    var i = bytes.startIndex
    while i < bytes.endIndex {
      let byte = bytes[i]
      let next = i + 1 < bytes.endIndex ? bytes[i + 1] : 0
      if let end = closers[i], byte == 0x7B || byte == 0x5B {
        if next == byte {
          let inner = bytes[min(i + 2, end)..<end]
          if byte == 0x7B {
            text += template(inner, depth: depth)
          } else {
            text += link(inner, depth: depth)
          }
        }
        i = min(end + 2, bytes.endIndex)
      } else if byte == 0x5B, let end = Self.externalLink(in: bytes, at: i) {
        let inner = bytes[(i + 1)..<end]
        if let blank = inner.firstIndex(of: 0x20) { text += inner[(blank + 1)...] }
        i = end + 1
      } else if byte == 0x27, next == 0x27 {
        while i < bytes.endIndex, bytes[i] == 0x27 { i += 1 }
      } else if byte == 0x3C, let end = skippedTag(in: bytes, at: i) {
        i = end
      } else {
        text.append(byte)
        i += 1
      }
    }
    return text
  }

  /// For each `{{`, `{|` and `[[` that is outermost, where its partner begins.
  private static func matchBrackets(_ bytes: ArraySlice<UInt8>) -> [Int: Int] {
    var closers: [Int: Int] = [:]
    var open: [(kind: UInt8, at: Int)] = []
    var i = bytes.startIndex
    while i + 1 < bytes.endIndex {
      let (byte, next) = (bytes[i], bytes[i + 1])
      switch (byte, next) {
      case (0x7B, 0x7B), (0x5B, 0x5B):
        open.append((byte, i))
        i += 2
      case (0x7D, 0x7D), (0x5D, 0x5D):
        let kind: UInt8 = byte == 0x7D ? 0x7B : 0x5B
        if let match = open.suffix(maximumDepth).lastIndex(where: { $0.kind == kind }) {
          closers[open[match].at] = i
          open.removeSubrange(match...)
        }
        i += 2
      default: i += 1
      }
    }
    return closers
  }

  /// What a template stands for: usually nothing.
  private mutating func template(_ inner: ArraySlice<UInt8>, depth: Int) -> [UInt8] {
    let parts = inner.split(separator: 0x7C, omittingEmptySubsequences: false)
    let name = PlainText.trimmed(String(decoding: parts.first ?? [], as: UTF8.self)).lowercased()
    guard parts.count > 1 else { return [] }
    switch name {
    case "date":
      if date == nil { date = PlainText.line(String(decoding: parts[1], as: UTF8.self)) }
      return []
    case "byline":
      for part in parts where part.starts(with: Array("date=".utf8)) {
        if date == nil { date = PlainText.line(String(decoding: part.dropFirst(5), as: UTF8.self)) }
      }
      return []
    case "w", "wikipedia", "nowrap", "nobr", "lang", "haveyoursay-text":
      guard depth < Self.maximumDepth, let last = parts.last else { return [] }
      return render(last, depth: depth + 1)
    default: return []
    }
  }

  /// What a link shows; categories are noted, files and other languages left out.
  private mutating func link(_ inner: ArraySlice<UInt8>, depth: Int) -> [UInt8] {
    let bar = inner.firstIndex(of: 0x7C)
    let target = inner[..<(bar ?? inner.endIndex)]
    if let colon = target.firstIndex(of: 0x3A), colon > target.startIndex {
      let space = PlainText.trimmed(String(decoding: target[..<colon], as: UTF8.self)).lowercased()
      if Self.categorySpaces.contains(space) {
        categories.append(PlainText.line(String(decoding: target[(colon + 1)...], as: UTF8.self)))
        return []
      }
      if Self.hiddenSpaces.contains(space) || bar == nil && (2...3).contains(space.utf8.count) {
        return []
      }
    }
    guard let bar else { return Array(target.first == 0x3A ? target.dropFirst() : target) }
    let shown = inner[(bar + 1)...]
    return depth < Self.maximumDepth ? render(shown, depth: depth + 1) : Array(shown)
  }

  private static func externalLink(in bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
    let rest = bytes[(index + 1)...].prefix(2_000)
    guard rest.starts(with: "http".utf8) || rest.starts(with: "//".utf8) else { return nil }
    return rest.firstIndex { $0 == 0x5D || $0 == 0x0A }.flatMap { bytes[$0] == 0x5D ? $0 : nil }
  }

  /// Where the text goes on after a tag, and after the content of one that holds no prose.
  private mutating func skippedTag(in bytes: ArraySlice<UInt8>, at index: Int) -> Int? {
    let rest = bytes[index...]
    if rest.starts(with: "<!--".utf8) {
      return end(of: "-->", in: rest.prefix(64 << 10)) ?? index + 4
    }
    let start = rest.dropFirst().first == 0x2F ? index + 2 : index + 1
    let name = bytes[min(start, bytes.endIndex)...].prefix(20)
      .prefix { (0x61...0x7A).contains($0 | 0x20) }
    guard !name.isEmpty, let end = bytes[index...].prefix(1_000).firstIndex(of: 0x3E) else {
      return nil
    }
    let isEmpty = bytes[end - 1] == 0x2F
    let lower = String(decoding: name, as: UTF8.self).lowercased()
    guard start == index + 1, !isEmpty, Self.proseless.contains(lower) else { return end + 1 }
    return self.end(of: "</\(lower)>", in: bytes[end...].prefix(32 << 10)) ?? end + 1
  }

  /// Where the text goes on after `word`, a part of the source that was searched before left out.
  private mutating func end(of word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let rest = bytes[min(max(bytes.startIndex, searched[word] ?? 0), bytes.endIndex)...]
    let found = unsafe rest.withUnsafeBytes {
      unsafe ByteView($0).firstIndex(of: Array(word.utf8), from: 0)
    }
    if let found { return rest.startIndex + found + word.utf8.count }
    searched[word] = max(searched[word] ?? 0, bytes.endIndex - word.utf8.count + 1)
    return nil
  }

  private static let proseless: Set<String> = [
    "ref", "gallery", "math", "timeline", "imagemap", "source", "syntaxhighlight", "score", "graph",
  ]
  private static let categorySpaces: Set<String> = [
    "category", "kategorie", "catégorie", "categoría", "категория", "分类", "카테고리", "categoria",
    "カテゴリ", "تصنيف",
  ]
  private static let hiddenSpaces: Set<String> = [
    "file", "image", "media", "datei", "bild", "fichier", "archivo", "imagen", "файл",
    "изображение",
    "文件", "ファイル", "파일", "template", "special", "immagine", "ficheiro", "imagem", "ملف",
  ]
}

// MARK: - Lines

extension WikiText {
  /// Takes out the brackets that left-out templates leave empty, with the blank before them.
  private mutating func dropEmptyBrackets() {
    var next = output.firstIndex(of: "()")
    guard next != nil else { return }
    var kept: [UInt8] = []
    kept.reserveCapacity(output.count)
    var start = 0
    while let found = next {
      kept += output[start..<found]
      if kept.last == 0x20 { kept.removeLast() }
      start = found + 2
      next = output.firstIndex(of: "()", from: start)
    }
    output = kept + output[start...]
  }

  private mutating func splitParagraphs() {
    var paragraph = LineWriter(capacity: 400)
    var heading: String?
    var tableDepth = 0
    func flush(
      _ paragraph: inout LineWriter, _ paragraphs: inout [String], _ heading: inout String?
    ) {
      let text = paragraph.take()
      guard !text.isEmpty else { return }
      if let title = heading { paragraphs.append(title) }
      heading = nil
      paragraphs.append(text)
    }
    dropEmptyBrackets()
    for line in output.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let trimmed = line.drop { $0 <= 0x20 }
      if trimmed.starts(with: [0x7B, 0x7C]) { tableDepth += 1 }
      if tableDepth > 0 {
        if trimmed.starts(with: [0x7C, 0x7D]) { tableDepth -= 1 }
        continue
      }
      let first = trimmed.first ?? 0
      let isItem = [0x2A, 0x23, 0x3A, 0x3B].contains(first)
      if trimmed.isEmpty || isItem || first == 0x3D || trimmed.starts(with: "----".utf8) {
        flush(&paragraph, &paragraphs, &heading)
      }
      if first == 0x3D, let last = trimmed.lastIndex(where: { $0 > 0x20 }), trimmed[last] == 0x3D {
        let inner = trimmed[...last].filter { $0 != 0x3D }
        heading = MixedText.line(in: String(decoding: inner, as: UTF8.self))
        continue
      }
      if trimmed.starts(with: "__".utf8) || trimmed.starts(with: "----".utf8) {
        continue
      }
      let text = trimmed.drop { isItem && [0x2A, 0x23, 0x3A, 0x3B, 0x20].contains($0) }
      paragraph.write(MixedText.line(in: String(decoding: text, as: UTF8.self)))
      paragraph.space()
      if isItem { flush(&paragraph, &paragraphs, &heading) }
    }
    flush(&paragraph, &paragraphs, &heading)
  }
}
