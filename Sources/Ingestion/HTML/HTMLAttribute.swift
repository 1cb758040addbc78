/// The attributes that extraction reads; all others are dropped before parsing.
enum HTMLAttribute: UInt8, CaseIterable {
  case `class`, id, role, rel, href, name, property, content, itemprop, itemtype, datetime, lang
  case hidden, ariaHidden, style, open

  /// The attribute whose lower-case name has that hash, or nil.
  init?(nameHash: UInt64) {
    guard let attribute = Self.byHash[nameHash] else { return nil }
    self = attribute
  }

  /// The name as it stands in markup.
  var spelling: String { Self.spellings[Int(rawValue)] }

  private static let spellings = allCases.map { $0 == .ariaHidden ? "aria-hidden" : "\($0)" }

  private static let byHash: NameTable<HTMLAttribute> = {
    var table: [UInt64: HTMLAttribute] = [:]
    for attribute in allCases { table[NameHash.of(attribute.spelling)] = attribute }
    table[NameHash.of("xml:lang")] = .lang
    return NameTable(table)
  }()
}
