import TestSupport

@testable import Analysis
@testable import Ingestion

extension Kernel {
  /// Those that read every byte of a text.
  static func ofText() -> [Kernel] { [words(), plainWords(), plainStretch()] }

  /// Sentences as of news, in which one word in fourteen needs more than its letters.
  private static let text: [UInt8] = {
    var random = SplitMix64(seed: 9)
    let words = [
      "the", "of", "government", "said", "minister", "Friday", "to", "a", "in", "Reuters",
      "percent",
      "year", "shares", "that", "Brazil", "announced", "and", "for", "which", "were", "2009",
    ]
    let others = ["company's", "well-known", "3,500", "U.S.", "Müller"]
    var text = ""
    for i in 1...4_000 {
      let choice = i % 14 == 0 ? others : words
      text += choice[Int.random(in: choice.indices, using: &random)]
      text += i % 17 == 0 ? ". " : i % 9 == 0 ? ", " : " "
    }
    return Array(text.utf8)
  }()

  private static func words() -> Kernel {
    func tokenize(_ output: Output, usesBlocks: Bool) {
      write(to: output) { text, writer in
        var tokenizer = WordTokenizer(text, elision: .none)
        tokenizer.usesBlocks = usesBlocks
        tokenizer.tokenize(into: &writer)
      }
    }
    return Kernel(
      name: "WordTokenizer.tokenize", unit: "byte", units: text.count, most: 33.4,
      outputs: 2 * text.count
    ) {
      tokenize($0, usesBlocks: true)
    } naive: {
      tokenize($0, usesBlocks: false)
    }
  }

  private static func plainWords() -> Kernel {
    Kernel(
      name: "PlainTokenizer.tokenize", unit: "byte", units: text.count, most: 15.1,
      outputs: 2 * text.count
    ) { output in
      write(to: output) { PlainTokenizer($0).tokenize(into: &$1) }
    } naive: { output in
      // Runs of letters and digits; the text has no other letter than "ü".
      var start: Int?
      var token = 0
      for i in 0...text.count {
        let isWord =
          i < text.count
          && (text[i] >= 0x80 || text[i] >= 0x30 && text[i] < 0x3A
            || (text[i] | 0x20) >= 0x61 && (text[i] | 0x20) < 0x7B)
        if isWord, start == nil { start = i }
        if !isWord, let first = start {
          output[2 * token] = UInt32(first)
          output[2 * token + 1] = UInt32(i)
          token += 1
          start = nil
        }
      }
    }
  }

  /// Writes the places of the tokens to `output`.
  private static func write(to output: Output, _ tokenize: (UTF8Text, inout TokenWriter) -> Void) {
    var buffer = TokenBuffer()
    text.withUnsafeBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      TokenWriter.withWriter(to: &buffer, position: 0) {
        tokenize(UTF8Text(base: base, count: bytes.count), &$0)
      }
    }
    for (i, token) in buffer.tokens.enumerated() {
      output[2 * i] = token.start
      output[2 * i + 1] = token.end
    }
  }

  private static func plainStretch() -> Kernel {
    let lines = text.split(separator: UInt8(ascii: ".")).map { Array($0.drop { $0 == 0x20 }) }
    return Kernel(
      name: "PlainStretch.end", unit: "byte", units: lines.reduce(0) { $0 + $1.count }, most: 3.95,
      outputs: lines.count
    ) { output in
      for (i, line) in lines.enumerated() {
        line.withUnsafeBytes { output[i] = UInt32(PlainStretch.end(in: $0, from: 0)) }
      }
    } naive: { output in
      for (i, line) in lines.enumerated() {
        var end = 0
        while end < line.count,
          line[end] > 0x20 || end > 0 && end + 1 < line.count && line[end + 1] > 0x20
        {
          end += 1
        }
        output[i] = UInt32(end)
      }
    }
  }
}
