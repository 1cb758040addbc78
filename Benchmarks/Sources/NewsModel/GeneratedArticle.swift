/// An article as the model wrote it, and its line of JSON.
public struct GeneratedArticle {
  var words: [Word] = []
  var titleLength = 0

  /// An article without words.
  public init() {}

  /// Adds `{"id","title","body","date"}` and a line feed to `text`.
  public func appendLine(id: Int, date: String, model: NewsModel, to text: inout [UInt8]) {
    text += "{\"id\":\"news-\(id)\",\"title\":\"".utf8
    append(0..<titleLength, model, &text)
    text += "\",\"body\":\"".utf8
    append(titleLength..<words.count, model, &text)
    text += "\",\"date\":\"\(date)\"}\n".utf8
  }

  private func append(_ range: Range<Int>, _ model: NewsModel, _ text: inout [UInt8]) {
    for i in range {
      if i > range.lowerBound { text.append(UInt8(ascii: " ")) }
      model.vocabulary.append(words[i], to: &text)
    }
  }
}
