/// Rewrites a page into the plain subset of markup that libxml2's HTML 4 parser reads as browsers do.
///
/// Dropped: comments, processing instructions, the document type, the bodies of scripts, styles and
/// the like (JSON-LD is set aside), NUL, attributes nobody reads, end tags that close nothing.
/// Character references become characters. Names come out in lower case, without prefix.
/// Nothing here backtracks: an end mark is searched for once, and if it is missing, only the start
/// mark is dropped. Linear in the page.
struct HTMLPrepass {
  /// The page's markup in UTF-8.
  let source: [UInt8]
  /// Whether all structure but paragraphs is dropped: for pages nested beyond the limit.
  let isFlattened: Bool
  /// Start tags beyond these are dropped, their text stays: the largest real page seen has 30,000, and
  /// what is made of each tag takes many times its bytes.
  let tagLimit: Int
  /// The rewritten page.
  var output: [UInt8] = []
  /// Where the bodies of JSON-LD scripts are in `source`.
  var structuredData: [Range<Int>] = []
  /// The next byte to read.
  var position = 0

  /// Tags written so far.
  private var tagCount = 0
  /// The hashes of the names of unknown elements that were written.
  private var unknownNames: Set<UInt64> = []
  /// Elements of further names are dropped, their text stays: libxml2 keeps every name, in lists that only
  /// grow longer beyond some ten thousand.
  private static let maximumUnknownNames = 1_000
  private var openCount = [Int](repeating: 0, count: HTMLTag.allCases.count)
  private var isParagraphOpen = false
  /// Marks that were searched for and do not occur again.
  var missingMarks: Set<UInt64> = []
  /// Bytes scanned for the ends of tags that have none; bounded, to keep the whole linear.
  private var wastedBytes = 0
  /// Where the last end tag of an element stands that hides what is in it, once it was looked for; 0 if
  /// there is none.
  var lastEnds: [Int?] = [Int?](repeating: nil, count: HTMLTag.allCases.count)
  /// CDATA sections begun and not ended.
  var openSections = 0

  init(_ source: [UInt8], isFlattened: Bool = false, tagLimit: Int = 500_000) {
    self.source = source
    self.isFlattened = isFlattened
    self.tagLimit = tagLimit
  }

  /// Rewrites the whole page.
  mutating func run() {
    output.reserveCapacity(source.count / 2 + 64)
    var runStart = 0
    while position < source.count {
      let byte = source[position]
      if Self.isPlain[Int(byte)] {
        position += 1
        continue
      }
      output.append(contentsOf: source[runStart..<position])
      switch byte {
      case UInt8(ascii: "<"): readMarkup()
      case UInt8(ascii: "&"): readReference()
      case UInt8(ascii: "]"): readBracket()
      default:
        if byte != 0 { output.append(0x20) }
        position += 1
      }
      runStart = position
    }
    output.append(contentsOf: source[runStart..<source.count])
  }

  /// Bytes of text that are copied as they are.
  private static let isPlain: [Bool] = (0..<256).map { value in
    let byte = UInt8(value)
    return byte != UInt8(ascii: "<") && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "]")
      && byte != 127
      && (byte >= 32 || byte.isSpace)
  }

  private mutating func readReference() {
    if let found = HTMLEntities.reference(in: source, at: position) {
      appendEscaped(found.text.utf8)
      position = found.end
    } else {
      output.append(contentsOf: "&amp;".utf8)
      position += 1
    }
  }

  /// A CDATA section of XHTML loses its marks and keeps its content.
  private mutating func readBracket() {
    if openSections > 0, source.hasASCII("]]>", at: position) {
      openSections -= 1
      position += 3
    } else {
      output.append(source[position])
      position += 1
    }
  }

  /// Writes characters of text or of an attribute so that they stay characters.
  func escaped(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "\""): "&quot;"
    default: nil
    }
  }

  mutating func appendEscaped(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if let reference = escaped(byte) {
        output.append(contentsOf: reference.utf8)
      } else {
        output.append(byte)
      }
    }
  }

  private mutating func readMarkup() {
    guard position + 1 < source.count else {
      position += 1
      return
    }
    let next = source[position + 1]
    if next.isLetter {
      readStartTag()
    } else if next == UInt8(ascii: "/") {
      readEndTag()
    } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      skipDeclaration()
    } else {
      output.append(contentsOf: "&lt;".utf8)
      position += 1
    }
  }

  private mutating func readStartTag() {
    guard wastedBytes < 4 * source.count, let tag = scanStartTag() else {
      // A tag that runs into the end of the page: its mark goes, its text stays.
      wastedBytes += source.count - position
      position += 1
      return
    }
    position = tag.end
    if tag.tag.isRawText {
      skipRawText(tag)
      return
    }
    // One that is never closed would hide the rest of the page.
    if tag.tag.isSkipped, tag.tag != .head, !hasEnd(tag) { return }
    if tag.tag == .br || !tag.tag.isVoid || tag.tag == .meta || tag.tag == .link || tag.tag == .hr {
      write(tag)
    }
  }

  private mutating func write(_ tag: StartTag) {
    guard tagCount < tagLimit else {
      if tag.tag.isBlock || tag.tag == .br { output.append(UInt8(ascii: " ")) }
      return
    }
    if tag.tag == .other, !unknownNames.contains(tag.nameHash) {
      guard unknownNames.count < Self.maximumUnknownNames else { return }
      unknownNames.insert(tag.nameHash)
    }
    tagCount += 1
    if isFlattened, !Self.keptWhenFlat(tag.tag) {
      if tag.tag.isBlock { output.append(contentsOf: "<p>".utf8) }
      return
    }
    if isParagraphOpen, tag.tag.closesParagraph {
      output.append(contentsOf: "</p>".utf8)
      isParagraphOpen = false
    }
    if tag.tag == .p { isParagraphOpen = true }
    if !tag.tag.isVoid { openCount[Int(tag.tag.rawValue)] += 1 }
    output.append(UInt8(ascii: "<"))
    appendName(tag.name)
    for attribute in tag.attributes { append(attribute) }
    output.append(UInt8(ascii: ">"))
  }

  private static func keptWhenFlat(_ tag: HTMLTag) -> Bool {
    switch tag {
    case .p, .br, .meta, .link, .title: true
    default: false
    }
  }

  private mutating func readEndTag() {
    let nameStart = position + 2
    guard nameStart < source.count, source[nameStart].isLetter else {
      skip(past: UInt8(ascii: ">"))
      return
    }
    let name = scanName(from: nameStart)
    let tag = HTMLTag(nameHash: name.hash)
    skip(past: UInt8(ascii: ">"))
    guard openCount[Int(tag.rawValue)] > 0, tag != .other || unknownNames.contains(name.hash)
    else { return }
    openCount[Int(tag.rawValue)] -= 1
    if tag == .p { isParagraphOpen = false }
    output.append(contentsOf: "</".utf8)
    appendName(name.range)
    output.append(UInt8(ascii: ">"))
  }

  private mutating func appendName(_ range: Range<Int>) {
    for index in range { output.append(source[index].lowercased) }
  }
}
