/// An address of the web in the form by which two spellings of it are told to be one.
///
/// Scheme, "www.", "m." and "amp." in front of the host, port, fragment, what campaigns add to the query, the
/// names of index pages and a slash at the end do not matter; nor does the case of the host.
public struct ArticleAddress: Sendable, Hashable {
  /// Host, path and query; no address to fetch.
  public let folded: String

  /// Whether it names more than a site: what it leads to may be an article.
  public var namesPage: Bool {
    folded.utf8.contains(UInt8(ascii: "/")) || folded.utf8.contains(UInt8(ascii: "?"))
  }

  /// The folded form of `address`, or nil if it is no address of the web.
  ///
  /// - Complexity: linear; about a microsecond, as every article that is indexed has one.
  public init?(_ address: String) {
    // Most identifiers are none: nothing is copied of them.
    guard let first = address.utf8.first, Self.lower(first) == UInt8(ascii: "h") else { return nil }
    let bytes = Array(address.utf8)
    guard let start = Self.endOfScheme(bytes) else { return nil }
    let authority = bytes[start...].prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    let host = Self.host(authority)
    guard host.contains(UInt8(ascii: ".")) else { return nil }
    let tail = bytes[authority.endIndex...].prefix { $0 != UInt8(ascii: "#") }
    let path = tail.prefix { $0 != UInt8(ascii: "?") }
    folded = String(
      decoding: host + Self.path(path) + Self.query(tail[path.endIndex...]), as: UTF8.self)
  }

  private static func endOfScheme(_ bytes: [UInt8]) -> Int? {
    for scheme in ["https://", "http://"]
    where bytes.count >= scheme.utf8.count
      && zip(bytes, scheme.utf8).allSatisfy({ lower($0) == $1 })
    {
      return scheme.utf8.count
    }
    return nil
  }

  /// `byte`, a capital of ASCII as a small letter.
  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func host(_ authority: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let lowered =
      authority.allSatisfy { $0 < 0x80 }
      ? authority.map(lower) : Array(String(decoding: authority, as: UTF8.self).lowercased().utf8)
    let named = lowered.split(separator: UInt8(ascii: "@")).last ?? []
    var host = named.split(separator: UInt8(ascii: ":")).first ?? []
    while let prefix = ["www.", "m.", "amp."].first(where: { host.starts(with: $0.utf8) }),
      host.dropFirst(prefix.utf8.count).contains(UInt8(ascii: "."))
    {
      host = host.dropFirst(prefix.utf8.count)
    }
    return host
  }

  /// The parts of a path, each behind one slash, without the name of an index page.
  private static func path(_ path: ArraySlice<UInt8>) -> [UInt8] {
    var folded: [UInt8] = []
    var isBehindSlash = false
    var last = 0
    for byte in path {
      if byte == UInt8(ascii: "/") {
        isBehindSlash = true
        continue
      }
      if isBehindSlash {
        last = folded.count
        folded.append(UInt8(ascii: "/"))
        isBehindSlash = false
      }
      folded.append(byte)
    }
    if indexPages.contains(where: { folded[last...].dropFirst().elementsEqual($0.utf8) }) {
      folded.removeSubrange(last...)
    }
    return folded
  }

  private static let indexPages = ["index.html", "index.htm", "index.php", "amp"]

  /// The parts of a query that choose what is shown, in their order.
  private static func query(_ query: ArraySlice<UInt8>) -> [UInt8] {
    let parts = query.dropFirst().split(separator: UInt8(ascii: "&")).filter { part in
      let name = String(
        decoding: part.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self
      ).lowercased()
      return !name.hasPrefix("utm_") && !campaigns.contains(name)
    }
    guard !parts.isEmpty else { return [] }
    return [UInt8(ascii: "?")] + parts.joined(separator: [UInt8(ascii: "&")])
  }

  private static let campaigns: Set<String> = [
    "fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "cmpid", "ref_src",
    "outputtype", "amp", "xtor", "ocid", "smid",
  ]
}
