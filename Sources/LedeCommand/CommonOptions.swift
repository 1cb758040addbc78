internal import ArgumentParser
internal import Glibc

/// When to colour what is printed.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// The options of every subcommand that prints.
struct PrintingOptions: ParsableArguments {
  @Flag(help: "Print JSON: one object, or one to a line.")
  var json = false

  @Flag(name: [.short, .long], help: "Print nothing but results and errors.")
  var quiet = false

  @Option(help: "Colour the output: auto (on a terminal, unless NO_COLOR is set), always, never.")
  var color = ColorChoice.auto

  var style: Style {
    Style(isColored: color == .always || (color == .auto && Terminal.takesColor))
  }
}

/// The option of every subcommand that uses an index.
struct IndexOption: ParsableArguments {
  @Option(
    name: .customLong("index"),
    help: ArgumentHelp(
      "The folder of the index (default: $LEDE_INDEX, or Index).", valueName: "dir"))
  var given: String?

  var path: String {
    if let given { return given }
    if let variable = unsafe getenv("LEDE_INDEX"), unsafe variable.pointee != 0 {
      return unsafe String(cString: variable)
    }
    return "Index"
  }
}
