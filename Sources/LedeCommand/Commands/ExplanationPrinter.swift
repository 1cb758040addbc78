internal import Articles
internal import Ingestion
internal import JSON

/// How the article of a page was found, for people or for programs.
struct ExplanationPrinter {
  let page: ExtractedPage
  let path: String

  /// The fields with their places in the page, then each piece of its text, marked if it is kept.
  func lines(style: Style) -> [String] {
    let width = Terminal.width
    var lines = StyledText(path).lines(width: .max, match: { $0 }, plain: style.strong)
    for field in page.fields {
      let name = field.name + String(repeating: " ", count: max(1, 10 - field.name.count))
      let value = field.name == "body" ? "" : field.value
      let text = value.isEmpty ? "from \(field.origin)" : "\(value)  (from \(field.origin))"
      lines += StyledText(name + text).lines(width: width, match: { $0 })
    }
    lines.append("")
    for block in page.blocks {
      let start = block.isKept ? "+ " : "- "
      let reason = block.isKept ? block.tag : "\(block.tag): \(block.reason)"
      let text = StyledText("\(start)[\(reason)] \(block.text)").lines(width: width, match: { $0 })
      lines += block.isKept ? text : text.prefix(1).map { style.faint($0) }
    }
    return lines + [""]
  }

  /// The same as one line of JSON.
  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("path", path)
      json.member("id", page.article.id.text)
      json.name("fields")
      json.array { json in
        for field in page.fields {
          json.object { json in
            json.member("name", field.name)
            json.member("value", field.value)
            json.member("from", field.origin)
          }
        }
      }
      json.name("blocks")
      json.array { json in
        for block in page.blocks {
          json.object { json in
            json.member("tag", block.tag)
            json.member("kept", block.isKept)
            if !block.isKept { json.member("reason", block.reason) }
            json.member("text", block.text)
          }
        }
      }
    }
    return json.text
  }
}
