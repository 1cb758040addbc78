import Testing

@testable import Analysis

/// The tokens of `text`, one string each: `term@position`, `term@position+` for joined,
/// `TERM@position^` for capitals.
func tokens(of text: String, _ name: String = "none") throws -> [String] {
  let analyzer = try #require(Analyzer(named: name))
  var buffer = TokenBuffer()
  analyzer.tokenize(text, into: &buffer)
  return buffer.tokens.map { token in
    let mark =
      switch token.kind {
      case .word: ""
      case .joined: "+"
      case .capitals: "^"
      }
    return "\(buffer.text(of: token))@\(token.position)\(mark)"
  }
}

/// The terms of `text` with a space after each but the last.
func terms(of text: String, _ name: String = "none") throws -> String {
  let analyzer = try #require(Analyzer(named: name))
  var buffer = TokenBuffer()
  analyzer.tokenize(text, into: &buffer)
  return buffer.tokens.map { buffer.text(of: $0) }.joined(separator: " ")
}
