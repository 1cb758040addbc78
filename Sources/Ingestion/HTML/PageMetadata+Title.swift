extension PageMetadata {
  /// Every spelling of the headline that the page declares, the best first.
  var titles: [String] {
    let declared = [
      structured.headline, first("og:title"), first("twitter:title"), page.title,
      first("dc.title", "sailthru.title", "parsely-title", "hdl"),
    ].filter { !$0.isEmpty }.map { HTMLFragment.plainText($0) }
    return declared + declared.map { withoutSite($0) }
  }

  /// The headline: the heading on the page that agrees with what the head declares, else the
  /// declared one without the name of the site.
  func title(headline: Int?) -> String {
    let declared = titles
    if let headline, page.blocks[headline].length < 300 {
      let block = page.blocks[headline]
      let text = page.string(block.range)
      let anchors = PageAnchors(titles: declared, description: "", articleBody: "")
      let agreement = anchors.agreement(with: HTMLText.letters(text.utf8))
      if agreement > 0 || declared.isEmpty { return withoutSite(text) }
    }
    return declared.first.map { withoutSite($0) } ?? ""
  }

  /// `title` without " | Site" at its end or "Site: " at its start.
  private func withoutSite(_ title: String) -> String {
    let site = HTMLText.letters(source.utf8)
    let host = HTMLText.letters(hostName.utf8)
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " ‹ ", " / "] {
      let parts = title.split(separator: mark, omittingEmptySubsequences: true)
      guard parts.count > 1, let last = parts.last, let first = parts.first else { continue }
      if isSite(last, site, host) || mark == " | " && last.utf8.count * 2 < title.utf8.count {
        return withoutSite(parts.dropLast().joined(separator: mark))
      }
      if isSite(first, site, host) { return parts.dropFirst().joined(separator: mark) }
    }
    return title
  }

  private func isSite(_ part: Substring, _ site: [UInt8], _ host: [UInt8]) -> Bool {
    let letters = HTMLText.letters(part.utf8)
    guard letters.count >= 2 else { return false }
    return letters == site || letters == host
      || letters.count >= 3 && (host.starts(with: letters) || site.starts(with: letters))
      || site.count >= 4 && letters.starts(with: site) && letters.count < site.count * 2
  }

  /// The registered part of the page's host: "example" of "https://www.example.com/…".
  private var hostName: Substring {
    let address = url.isEmpty ? first("og:url") : url
    guard let scheme = address.range(of: "://") else { return "" }
    let host = address[scheme.upperBound...].prefix { $0 != "/" && $0 != ":" }
    let parts = host.split(separator: ".").drop { $0 == "www" || $0 == "m" || $0 == "edition" }
    return parts.first ?? ""
  }
}

extension String {
  /// Where `needle` first occurs.
  fileprivate func range(of needle: String) -> Range<Index>? { firstRange(of: needle) }
}
