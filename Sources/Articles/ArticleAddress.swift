/// An address of the web in the form by which two spellings of it are told to be one.
///
/// Scheme, "www.", "m." and "amp." in front of the host, port, fragment, what campaigns add to the query, the
/// names of index pages and a slash at the end do not matter; nor does the case of the host.
public struct ArticleAddress: Sendable, Hashable {
  /// Host, path and query; no address to fetch.
  public let folded: String

  /// Whether it names more than a site: what it leads to may be an article.
  public var namesPage: Bool { folded.contains("/") || folded.contains("?") }

  /// The folded form of `address`, or nil if it is no address of the web.
  ///
  /// - Complexity: linear.
  public init?(_ address: String) {
    let text = Substring(address)
    guard
      let rest = ["https://", "http://"].lazy.compactMap({ Self.rest(of: text, after: $0) }).first
    else { return nil }
    let host = Self.host(String(rest.prefix { !"/?#".contains($0) }))
    guard host.utf8.contains(UInt8(ascii: ".")) else { return nil }
    let tail = rest.drop { !"/?#".contains($0) }.prefix { $0 != "#" }
    folded = host + Self.path(tail.prefix { $0 != "?" }) + Self.query(tail.drop { $0 != "?" })
  }

  private static func rest(of text: Substring, after scheme: String) -> Substring? {
    text.prefix(scheme.count).lowercased() == scheme ? text.dropFirst(scheme.count) : nil
  }

  private static func host(_ authority: String) -> String {
    let named = authority.lowercased().split(separator: "@").last ?? ""
    var host = named.split(separator: ":").first ?? ""
    while let prefix = ["www.", "m.", "amp."].first(where: { host.hasPrefix($0) }),
      host.dropFirst(prefix.count).contains(".")
    {
      host = host.dropFirst(prefix.count)
    }
    return String(host)
  }

  private static func path(_ path: Substring) -> String {
    var parts = path.split(separator: "/")
    if let last = parts.last, ["index.html", "index.htm", "index.php", "amp"].contains(last) {
      parts.removeLast()
    }
    return parts.map { "/" + $0 }.joined()
  }

  /// The parts of a query that choose what is shown, in their order.
  private static func query(_ query: Substring) -> String {
    let parts = query.dropFirst().split(separator: "&").filter { part in
      let name = part.prefix { $0 != "=" }.lowercased()
      return !name.hasPrefix("utm_") && !campaigns.contains(name)
    }
    return parts.isEmpty ? "" : "?" + parts.joined(separator: "&")
  }

  private static let campaigns: Set<String> = [
    "fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "cmpid", "ref_src",
    "outputtype", "amp", "xtor", "ocid", "smid",
  ]
}
