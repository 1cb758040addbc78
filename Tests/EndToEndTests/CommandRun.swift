import Foundation
import JSON
import TestSupport
import Testing

/// One run of the built command, and what it printed.
struct CommandRun {
  let status: Int32
  let wasKilled: Bool
  let output: String
  let errors: String

  /// The lines of standard output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }

  /// The built command: `$LEDE_BINARY`, or what stands beside the tests.
  static let binary: String = {
    if let named = ProcessInfo.processInfo.environment["LEDE_BINARY"] { return named }
    let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("lede")
      .path
  }()

  /// The folder of the package.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The sample articles.
  static let articles = package.appendingPathComponent("Corpus/articles").path

  /// Runs `lede` with `arguments`.
  init(_ arguments: String..., input: String = "") throws {
    try self.init(Self.binary, arguments, input: input)
  }

  /// Runs a line of the shell, in which `$LEDE` is the command.
  init(shell line: String) throws { try self.init("/bin/bash", ["-c", line], input: "") }

  init(_ program: String, _ arguments: [String], input: String) throws {
    let folder = TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    var environment = ProcessInfo.processInfo.environment
    environment["LEDE_INDEX"] = nil
    environment["LEDE"] = Self.binary
    process.environment = environment
    try folder.write("input", input)
    try folder.write("output", "")
    try folder.write("errors", "")
    let handles = [
      try FileHandle(forReadingFrom: folder.url("input")),
      try FileHandle(forWritingTo: folder.url("output")),
      try FileHandle(forWritingTo: folder.url("errors")),
    ]
    process.standardInput = handles[0]
    process.standardOutput = handles[1]
    process.standardError = handles[2]
    try process.run()
    process.waitUntilExit()
    status = process.terminationStatus
    wasKilled = process.terminationReason == .uncaughtSignal
    output = String(decoding: try Data(contentsOf: folder.url("output")), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: folder.url("errors")), as: UTF8.self)
  }

  /// Whether it ended with status 2 and one plain sentence that holds all of `parts`.
  func isError(naming parts: String...) -> Bool {
    status == 2 && !wasKilled && errors.hasPrefix("lede: ") && errors.hasSuffix("\n")
      && errors.dropLast().allSatisfy { $0 != "\n" } && parts.allSatisfy(errors.contains)
  }

  /// The whole numbers of the object in the last line of standard output.
  func numbers() throws -> [String: Int] {
    var numbers: [String: Int] = [:]
    try JSONParser().parse(lines.last ?? "") { root in
      root.forEachMember { name, value in if let n = value.integer { numbers[name] = n } }
    }
    return numbers
  }

  /// The strings and numbers of each line of standard output, as text.
  func objects() throws -> [[String: String]] {
    let parser = JSONParser()
    return try lines.map { line in
      var object: [String: String] = [:]
      try parser.parse(line) { root in
        root.forEachMember { name, value in if let text = value.text { object[name] = text } }
      }
      return object
    }
  }
}

extension TemporaryFolder {
  /// The names and contents of the segments below the folder `name`.
  func segments(_ name: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for file in try FileManager.default.contentsOfDirectory(atPath: url(name).path)
    where file.hasPrefix("segment-") {
      contents[file] = try Data(contentsOf: url(name + "/" + file))
    }
    return contents
  }
}

/// The sample articles, indexed once for all tests that only read.
enum SampleIndex {
  private static let folder = Result { () throws -> TemporaryFolder in
    let folder = TemporaryFolder()
    let run = try CommandRun(
      "index", CommandRun.articles, "--index", folder.url("index").path, "--quiet")
    try #require(run.status == 0, "\(run.errors)")
    return folder
  }

  static func path() throws -> String { try folder.get().url("index").path }
}
