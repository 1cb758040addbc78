internal import CorpusStatistics
internal import Glibc
internal import NewsModel

/// Writes generated news as JSON Lines to standard output, in bounded memory.

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
guard (1...2).contains(arguments.count), arguments.count == CommandLine.arguments.count - 1,
  let count = arguments.first, count >= 0
else {
  print(
    """
    usage: generate-news COUNT [SEED] > corpus.jsonl
    COUNT articles, {"id","title","body","date"} a line; the same seed (1), the same bytes.
    """)
  exit(2)
}

/// Writes all of `text` to standard output and empties it.
func flush(_ text: inout [UInt8]) {
  var written = 0
  while written < text.count {
    let result = unsafe text.withUnsafeBytes {
      unsafe write(STDOUT_FILENO, $0.baseAddress.map { unsafe $0 + written }, $0.count - written)
    }
    guard result > 0 else {
      fail(
        "generate-news",
        "the articles cannot be written: \(unsafe String(cString: strerror(errno)))")
    }
    written += result
  }
  text.removeAll(keepingCapacity: true)
}

let model = NewsModel(seed: UInt64(bitPattern: Int64(arguments.dropFirst().first ?? 1)))
let calendar = PublicationCalendar(count: count)
var article = GeneratedArticle()
var text: [UInt8] = []
for number in 0..<count {
  model.write(number, to: &article)
  article.appendLine(id: number, date: calendar.date(number), model: model, to: &text)
  if text.count > 1 << 20 { flush(&text) }
}
flush(&text)
