internal import Glibc

/// What is known of the terminal, if there is one.
enum Terminal {
  /// Whether standard error is one.
  static var showsProgress: Bool { isatty(2) == 1 }

  /// Whether standard output is one that may be coloured (https://no-color.org).
  static var takesColor: Bool {
    isatty(1) == 1 && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
  }

  /// The columns to fill, at most 100, as longer lines are hard to read.
  static var width: Int {
    var size = winsize()
    let isKnown = unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col >= 40
    let columns = isKnown ? Int(size.ws_col) : variable("COLUMNS").flatMap { Int($0) } ?? 100
    return min(max(columns, 40), 100)
  }

  private static func variable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }
}

/// The escape sequences of a terminal, or none.
struct Style {
  let isColored: Bool

  /// Titles.
  func strong(_ text: String) -> String { wrap(text, "1") }
  /// What is of less interest.
  func faint(_ text: String) -> String { wrap(text, "2") }
  /// What matched; between asterisks where there is no colour.
  func match(_ text: String) -> String { isColored ? wrap(text, "1;33") : "*\(text)*" }
  /// What matched in a title, which is strong already.
  func titleMatch(_ text: String) -> String { wrap(text, "1;33") }
  /// Bars of a chart.
  func bar(_ text: String) -> String { wrap(text, "36") }

  private func wrap(_ text: String, _ code: String) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
