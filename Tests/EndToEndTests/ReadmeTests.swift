import Foundation
import TestSupport
import Testing

@Suite("README") struct ReadmeTests {
  /// A command of the session and the lines below it, empty ones left out.
  private struct Step {
    let command: String
    var printed: [String] = []
  }

  private static func session() throws -> [Step] {
    let url = CommandRun.package.appendingPathComponent("README.md")
    let text = try String(contentsOf: url, encoding: .utf8)
    let section = try #require(text.range(of: "\n## A session\n"))
    let blocks = text[section.upperBound...].components(separatedBy: "\n```\n")
    try #require(blocks.count > 2)
    var steps: [Step] = []
    for line in blocks[1].split(separator: "\n") {
      if line.hasPrefix("$ lede ") {
        steps.append(Step(command: String(line.dropFirst("$ lede ".count))))
      } else if !steps.isEmpty {
        steps[steps.count - 1].printed.append(String(line))
      }
    }
    return steps
  }

  /// `line` without what differs from run to run and folder to folder: times, speeds, and the size of the index, which
  /// holds the paths of the files.
  private static func lasting(_ line: String) -> String {
    line.replacing(/[\d.]+ (ms|µs|s)\b( \([\d.]+ [kMG]?B\/s\))?/, with: "a time")
      .replacing(/^(Index: .*), [\d.]+ kB$/) { "\($0.1)" }
  }

  @Test("its session is what the program prints")
  func session() throws {
    let folder = TemporaryFolder()
    let path = folder.url("").path
    let corpus = CommandRun.package.appendingPathComponent("Corpus").path
    try #require(
      CommandRun(shell: "mkdir -p '\(path)' && cp -r '\(corpus)' '\(path)/'").status == 0)
    let steps = try Self.session()
    #expect(steps.count > 4)
    for step in steps {
      let run = try CommandRun(shell: "cd '\(path)' && \"$LEDE\" \(step.command) 2>&1")
      let printed = run.output.split(separator: "\n").map { Self.lasting(String($0)) }
      #expect(printed == step.printed.map(Self.lasting), "lede \(step.command)")
    }
  }
}
