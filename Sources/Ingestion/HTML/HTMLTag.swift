/// The elements that extraction tells apart; every other one is `other`.
enum HTMLTag: UInt8, CaseIterable {
  case other
  case html, head, body, title, base, link, meta, style, script, noscript, template
  case article, section, nav, aside, header, footer, main, address, hgroup, search
  case h1, h2, h3, h4, h5, h6
  case p, hr, pre, blockquote, ol, ul, menu, li, dl, dt, dd, figure, figcaption, div, center
  case table, caption, colgroup, col, tbody, thead, tfoot, tr, td, th
  case form, fieldset, legend, label, input, button, select, option, optgroup, textarea
  case details, summary, dialog
  case frame, frameset, noframes, noembed, marquee
  case a, abbr, b, bdi, bdo, big, cite, code, data, del, dfn, em, font, i, ins, kbd, mark, q
  case rp, rt, ruby, s, samp, small, span, strike, strong, sub, sup, time, tt, u, `var`
  case br, wbr, img, iframe, embed, object, param, video, audio, source, track, picture, canvas
  case map, area, svg, math, path, use

  /// The tag of the element whose lower-case name has that hash.
  init(nameHash: UInt64) { self = Self.byHash[nameHash] ?? .other }

  private static let byHash: NameTable<HTMLTag> = {
    var table: [UInt64: HTMLTag] = [:]
    for tag in allCases where tag != .other { table[NameHash.of("\(tag)")] = tag }
    return NameTable(table)
  }()
}

extension HTMLTag {
  /// The name as it stands in markup.
  var name: String { "\(self)" }

  /// Elements that never have content or an end tag.
  var isVoid: Bool {
    switch self {
    case .br, .wbr, .img, .embed, .param, .source, .track, .area, .base, .link, .meta, .hr, .input,
      .col, .frame, .path, .use:
      true
    default: false
    }
  }

  /// Elements whose content is not markup and not article text: dropped before parsing.
  var isRawText: Bool {
    switch self {
    case .script, .style, .svg, .iframe, .textarea, .noembed: true
    default: false
    }
  }

  /// Elements whose content is parsed but never shown as text of the page.
  var isSkipped: Bool {
    switch self {
    case .script, .style, .noscript, .template, .svg, .math, .select, .textarea, .button, .iframe,
      .object, .canvas, .audio, .video, .rp, .rt, .option, .optgroup, .map, .head:
      true
    default: false
    }
  }

  /// Elements that begin and end a line of their own.
  var isBlock: Bool {
    switch self {
    case .html, .head, .body, .title, .article, .section, .nav, .aside, .header, .footer, .main,
      .address, .hgroup, .search, .h1, .h2, .h3, .h4, .h5, .h6, .p, .hr, .pre, .blockquote, .ol,
      .ul, .menu, .li, .dl, .dt, .dd, .figure, .figcaption, .div, .center, .table, .caption,
      .colgroup, .tbody, .thead, .tfoot, .tr, .td, .th, .form, .fieldset, .legend, .details,
      .summary, .dialog, .frameset, .noframes, .noscript, .template, .marquee, .iframe, .video,
      .audio, .object, .select, .textarea:
      true
    default: false
    }
  }

  /// Block elements of HTML5 that close an open paragraph although libxml2 does not know it.
  var closesParagraph: Bool {
    switch self {
    case .article, .section, .nav, .aside, .header, .footer, .main, .hgroup, .search, .figure,
      .figcaption, .details, .summary, .dialog:
      true
    default: false
    }
  }

  /// h1 to h6.
  var isHeading: Bool { rawValue >= HTMLTag.h1.rawValue && rawValue <= HTMLTag.h6.rawValue }

  /// td or th.
  var isCell: Bool { self == .td || self == .th }
}

/// Hashes of short names, so that names compare as one integer (FNV-1a, 64 bits).
enum NameHash {
  static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  @inline(__always)
  static func add(_ byte: UInt8, to hash: inout UInt64) {
    hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
  }

  static func of(_ name: some StringProtocol) -> UInt64 {
    var hash = seed
    for byte in name.utf8 { add(byte, to: &hash) }
    return hash
  }
}
