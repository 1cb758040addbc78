extension PageMetadata {
  /// Every spelling of the headline that the page declares, the best first.
  var titles: [Stated<String>] {
    let declared = [
      inJSON(structured.headline, "headline"), first("og:title"), first("twitter:title"),
      first("dc.title", "dc:title", "dcterms.title", "dcterms:title"),
      Stated(value: page.title, origin: "title"),
      first("sailthru.title", "parsely-title", "hdl"),
    ].filter { !$0.isEmpty }.map { $0.map { HTMLFragment.plainText($0) } }
    return declared + declared.map { $0.map { withoutSite($0) } }
  }

  /// The headline: the heading on the page that agrees with what the head declares, else the
  /// declared one without the name of the site.
  func title(headline: Int?) -> Stated<String> {
    let declared = titles
    if let headline, page.blocks[headline].length < 300 {
      let block = page.blocks[headline]
      let text = page.string(block.range)
      let anchors = PageAnchors(titles: declared.map(\.value), description: "", articleBody: "")
      let agreement = anchors.agreement(with: HTMLText.letters(text.utf8))
      if agreement > 0 || declared.isEmpty {
        return Stated(value: withoutSite(withoutMark(text)), origin: block.tag.name)
      }
    }
    guard let best = declared.first else { return .nothing }
    // The title of the window alone says nothing of where the site's name begins.
    let isAlone = declared.allSatisfy { $0.origin == best.origin } && best.origin == "title"
    return best.map { isAlone ? withoutShortEnd(withoutSite($0)) : withoutSite($0) }
  }

  /// `title` without the sign that links to the heading itself.
  private func withoutMark(_ title: String) -> String {
    guard title.hasSuffix("¶") || title.hasSuffix("#") else { return title }
    let text = title.dropLast()
    return text.isEmpty ? title : String(text.last == " " ? text.dropLast() : text)
  }

  /// `title` without a last part of up to three words behind a dash, if four or more remain.
  private func withoutShortEnd(_ title: String) -> String {
    for mark in [" – ", " — ", " - ", " · ", " :: ", " » "] {
      let parts = title.split(separator: mark, omittingEmptySubsequences: true)
      guard parts.count > 1, let last = parts.last else { continue }
      let rest = parts.dropLast().joined(separator: mark)
      if last.split(separator: " ").count <= 3, rest.split(separator: " ").count >= 4 {
        return rest
      }
    }
    return title
  }

  /// `title` without " | Site" at its end or "Site: " at its start.
  private func withoutSite(_ title: String) -> String {
    let site = HTMLText.letters(source.value.utf8)
    let host = HTMLText.letters(hostName.utf8)
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " ‹ ", " / "] {
      let parts = title.split(separator: mark, omittingEmptySubsequences: true)
      guard parts.count > 1, let last = parts.last, let first = parts.first else { continue }
      if isSite(last, site, host) || mark == " | " && last.utf8.count * 2 < title.utf8.count {
        return withoutSite(parts.dropLast().joined(separator: mark))
      }
      if isSite(first, site, host) { return parts.dropFirst().joined(separator: mark) }
    }
    let parts = title.split(separator: ": ", maxSplits: 1)
    if parts.count == 2, isSite(parts[0], site, host) { return String(parts[1]) }
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
    let address = url.isEmpty ? first("og:url").value : url.value
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
