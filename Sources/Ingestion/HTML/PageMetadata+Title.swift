extension PageMetadata {
  /// The titles that the page states, and after them the same without the name of the site.
  var declaredTitles: [Stated<String>] {
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
      let parts = title.parts(at: mark)
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
    for mark in [" | ", " - ", " – ", " — ", " :: ", " » ", " · ", " • ", " ‹ ", " / "] {
      let parts = title.parts(at: mark)
      guard parts.count > 1, let last = parts.last, let first = parts.first else { continue }
      if isSite(last) || mark == " | " && last.utf8.count * 2 < title.utf8.count {
        return withoutSite(parts.dropLast().joined(separator: mark))
      }
      if isSite(first) { return parts.dropFirst().joined(separator: mark) }
    }
    let parts = title.parts(at: ": ")
    if parts.count > 1, isSite(parts[0]) { return parts.dropFirst().joined(separator: ": ") }
    return title
  }

  private func isSite(_ part: String) -> Bool {
    let (site, host) = siteLetters
    let letters = HTMLText.letters(part.utf8)
    guard letters.count >= 2 else { return false }
    return letters == site || letters == host
      || letters.count >= 3 && (host.starts(with: letters) || site.starts(with: letters))
      || site.count >= 4 && letters.starts(with: site) && letters.count < site.count * 2
  }

  /// The registered part of the page's host: "example" of "https://www.example.com/…".
  var hostName: Substring {
    let address = url.isEmpty ? first("og:url").value : url.value
    let pieces = address.split(separator: "/", maxSplits: 2)
    guard pieces.count > 1, pieces[0].last == ":" else { return "" }
    let host = pieces[1].prefix { $0 != ":" }
    let parts = host.split(separator: ".").drop { $0 == "www" || $0 == "m" || $0 == "edition" }
    return parts.first ?? ""
  }
}

extension String {
  /// What stands between the occurrences of `mark`, without empty pieces.
  ///
  /// Byte by byte: to split at a string costs the standard library a hundred times as much.
  fileprivate func parts(at mark: String) -> [String] {
    let bytes = Array(utf8)
    guard bytes.firstIndex(of: mark) != nil else { return isEmpty ? [] : [self] }
    var parts: [String] = []
    var start = 0
    while start <= bytes.count {
      let end = bytes.firstIndex(of: mark, from: start) ?? bytes.count
      if end > start { parts.append(String(decoding: bytes[start..<end], as: UTF8.self)) }
      start = end + mark.utf8.count
    }
    return parts
  }
}
