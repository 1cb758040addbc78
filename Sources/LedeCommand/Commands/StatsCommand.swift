internal import ArgumentParser
internal import JSON
internal import Lede

struct StatsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats",
    abstract: "Print how large the index is and of what it consists.")

  @OptionGroup var index: IndexOption
  @OptionGroup var printing: PrintingOptions

  func run() throws {
    let statistics = try NewsIndex.statistics(path: index.path)
    var output = StandardOutput()
    if printing.json {
      try output.print(Self.json(statistics))
    } else {
      for line in lines(statistics) { try output.print(line) }
    }
    try output.flush()
  }

  private func lines(_ s: IndexStatistics) -> [String] {
    let counts = [
      ("articles", s.documents.grouped), ("copies of them, hidden", s.copies.grouped),
      ("deleted, not yet merged away", s.deleted.grouped),
      ("words", s.tokens.grouped), ("terms", s.terms.grouped), ("postings", s.postings.grouped),
      ("text", s.textBytes.byteSize), ("segments", s.segments.grouped),
      ("commit", s.generation.grouped),
      ("size", s.indexBytes.byteSize),
    ]
    let settings = s.attributes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    let sections = s.sections.filter { $0.bytes > 0 }.map { section in
      ("  " + section.name, section.bytes.byteSize)
    }
    let rows = counts + sections + settings
    let width = rows.map { $0.0.utf8.count }.max() ?? 0
    return rows.map { "\($0.0.left(width))  \($0.1.right(14))" }
  }

  private static func json(_ s: IndexStatistics) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("documents", s.documents)
      json.member("copies", s.copies)
      json.member("deleted", s.deleted)
      json.member("tokens", s.tokens)
      json.member("terms", s.terms)
      json.member("postings", s.postings)
      json.member("textBytes", s.textBytes)
      json.member("segments", s.segments)
      json.member("commit", s.generation)
      json.member("indexBytes", s.indexBytes)
      json.name("sections")
      json.object { json in
        for section in s.sections { json.member(section.name, section.bytes) }
      }
      json.name("settings")
      json.object { json in
        for (name, value) in s.attributes.sorted(by: { $0.key < $1.key }) {
          json.member(name, value)
        }
      }
    }
    return json.text
  }
}
