internal import ArgumentParser
internal import Glibc

/// The command `lede`: reads the arguments, runs the subcommand, reports errors.
public enum CommandLineTool {
  /// Runs the process to its end.
  ///
  /// Exit status: 0 done or found, 1 nothing found, 2 error. Errors are one sentence on standard
  /// error. An interrupt ends the process by its signal.
  public static func main() -> Never {
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  private static func run(_ arguments: [String]) -> Int32 {
    do {
      var command = try parse(arguments)
      try command.run()
      return 0
    } catch let status as ExitStatus {
      return status.rawValue
    } catch {
      return report(error, arguments)
    }
  }

  /// The command that `arguments` ask for.
  ///
  /// A subcommand that its arguments fit is read by itself, which spares a search the time to set
  /// up all the others; whatever does not fit goes through the root, whose messages are complete.
  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let named = LedeCommand.configuration.subcommands.first {
      $0.configuration.commandName == arguments.first
    }
    if let named, let command = try? named.parseAsRoot(Array(arguments.dropFirst())) {
      return command
    }
    return try LedeCommand.parseAsRoot(arguments)
  }

  private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
    guard LedeCommand.exitCode(for: error) == .validationFailure || isRequest(error) else {
      StandardError.print("lede: \(error)")
      return ExitStatus.error.rawValue
    }
    if LedeCommand.exitCode(for: error) == .success {
      StandardOutput.writeIgnoringFailure(LedeCommand.fullMessage(for: error) + "\n")
      return 0
    }
    var sentence = LedeCommand.message(for: error)
    if sentence.hasSuffix(".") { sentence.removeLast() }
    // A word with a hyphen in front is taken for an option.
    let word = arguments.first { argument in
      argument.count > 2 && argument.first == "-" && argument.dropFirst().first?.isLetter == true
    }
    if arguments.first == "search", let word, !arguments.contains("--") {
      sentence += "; if \(word) belongs to the query, put -- before the query"
    }
    StandardError.print("lede: \(sentence); see 'lede --help' or 'lede help COMMAND'")
    return ExitStatus.error.rawValue
  }

  /// Whether `error` is a request for help or the version.
  private static func isRequest(_ error: any Error) -> Bool {
    LedeCommand.exitCode(for: error) == .success
  }
}

/// How the process ends, where it does not end well or with an error.
enum ExitStatus: Int32, Error {
  /// A search or a look-up found nothing.
  case nothingFound = 1
  /// Something is wrong; it was reported.
  case error = 2
}

/// Something wrong with what was asked: one sentence for people.
struct CommandError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
