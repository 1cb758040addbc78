internal import Articles
internal import JSON

/// A whole article, for people or for programs.
struct ArticlePrinter {
  let article: Article
  let path: String

  /// The lines for people.
  func lines(style: Style) -> [String] {
    let width = Terminal.width
    var lines = StyledText(article.title).lines(width: width, match: { $0 }, plain: style.strong)
    var published = article.published?.inStatedZone ?? ""
    if let updated = article.updated { published += " (updated \(updated))" }
    let facts = [published, article.source, article.byline, article.section, article.language]
    lines += StyledText(facts.filter { !$0.isEmpty }.joined(separator: " · "))
      .lines(width: width, match: { $0 })
    if !article.topics.isEmpty {
      lines += StyledText("Topics: " + article.topics.joined(separator: ", "))
        .lines(width: width, match: { $0 })
    }
    let places =
      ["id   \(article.id)", "file \(path)"]
      + (article.url.isEmpty || article.url == article.id.text ? [] : ["url  \(article.url)"])
    lines += places.map { style.faint(StyledText($0).lines(width: .max, match: { $0 }).joined()) }
    for paragraph in article.body.split(separator: "\n") {
      lines.append("")
      lines += StyledText(String(paragraph)).lines(width: width, match: { $0 })
    }
    return lines + [""]
  }

  /// The article as one line of JSON.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("path", path)
      json.member("id", article.id.text)
      json.member("title", article.title)
      json.member("byline", article.byline)
      json.optionalMember("date", article.published?.inStatedZone)
      json.optionalMember("updated", article.updated?.inStatedZone)
      json.member("section", article.section)
      json.member("source", article.source)
      json.member("language", article.language)
      json.member("url", article.url)
      json.name("topics")
      json.array { json in for topic in article.topics { json.value(topic) } }
      json.member("body", article.body)
    }
    return json.text
  }
}
