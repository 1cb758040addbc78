internal import Articles
internal import Ingestion

/// An article as clean HTML: headline, byline, date and body, and nothing else.
struct ArticleMarkup {
  let article: Article
  /// The pieces of its page, for headings, lists and quotations; without them all are paragraphs.
  let blocks: [ExtractedPage.Block]?

  /// The element `article`, line by line.
  var lines: [String] {
    var lines = ["<article\(attribute("lang", article.language))>"]
    if !article.title.isEmpty { lines.append(element("h1", article.title)) }
    if !article.byline.isEmpty { lines.append(element("address", article.byline)) }
    if let published = article.published?.inStatedZone {
      lines.append(
        "<p><time\(attribute("datetime", published))>\(published.escapedForMarkup)</time></p>")
    }
    if !article.url.isEmpty {
      lines.append("<p><a\(attribute("href", article.url))>\(article.url.escapedForMarkup)</a></p>")
    }
    return lines + body + ["</article>"]
  }

  private var body: [String] {
    let kept = blocks?.filter(\.isKept) ?? []
    // The body may have come from elsewhere.
    guard !kept.isEmpty, kept.map(\.text).joined(separator: "\n") == article.body else {
      return article.body.split(separator: "\n").map { element("p", String($0)) }
    }
    var lines: [String] = []
    var isInList = false
    for block in kept {
      if (block.tag == "li") != isInList {
        lines.append(isInList ? "</ul>" : "<ul>")
        isInList.toggle()
      }
      let name =
        switch block.tag {
        case "h1": "h2"
        case "h2", "h3", "h4", "h5", "h6", "li", "blockquote", "pre": block.tag
        default: "p"
        }
      lines.append(element(name, block.text))
    }
    return isInList ? lines + ["</ul>"] : lines
  }

  private func element(_ name: String, _ text: String) -> String {
    "<\(name)>\(text.escapedForMarkup)</\(name)>"
  }

  private func attribute(_ name: String, _ value: String) -> String {
    value.isEmpty ? "" : " \(name)=\"\(value.escapedForMarkup)\""
  }
}
