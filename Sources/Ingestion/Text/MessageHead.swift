/// A first line and fields of the kind "Name: value" up to a blank line, as in WARC, HTTP and mail.
struct MessageHead {
  /// The line before the fields.
  let firstLine: String
  /// The first byte after the blank line.
  let end: Int
  private var fields: [String: String] = [:]

  /// The head that begins at `start`; nil if it has no end within `limit` bytes, or if another record of a
  /// web archive begins before: what follows that is not read again for every record that is cut short.
  init?(_ view: ByteView, at start: Int, limit: Int) {
    var lines: [String] = []
    var index = start
    while true {
      guard let newline = view.firstIndex(of: 0x0A, from: index), newline - start < limit else {
        return nil
      }
      if index > start, view.matches(Self.record, at: index) { return nil }
      var line = view[index..<newline].text
      while line.last == "\r" || line.last == " " { line.removeLast() }
      index = newline + 1
      if line.isEmpty { break }
      // A field goes on in a line that begins with white space.
      if line.first == " " || line.first == "\t", lines.count > 1 {
        lines[lines.count - 1] += line
      } else {
        lines.append(line)
      }
    }
    guard let first = lines.first else { return nil }
    firstLine = first
    end = index
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let name = line[..<colon].lowercased()
      if fields[name] == nil {
        fields[name] = PlainText.trimmed(String(line[line.index(after: colon)...]))
      }
    }
  }

  private static let record = Array("WARC/1.".utf8)

  /// The value of the first field of that name, in lower case.
  subscript(_ name: String) -> String? { fields[name] }
}
