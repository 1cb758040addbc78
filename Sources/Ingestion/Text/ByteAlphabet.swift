/// One language, or a few alike, in an encoding of one byte per character.
struct ByteAlphabet: Sendable {
  /// What the letters beyond ASCII stand beside.
  enum Script: Sendable { case latin, other }

  /// The name of the encoding for iconv.
  let encoding: String
  let script: Script
  private let cells: [Cell]

  /// What a byte is, and what it is worth inside a word, in quarters of a usual letter.
  private struct Cell {
    var kind: Kind
    var points = 0
  }

  private enum Kind {
    case space, small, capital, letter, finalLetter, capitalLetter, symbol, mark, bad
    /// A letter of ASCII.
    var isBasic: Bool { self == .small || self == .capital }
    /// A letter beyond ASCII.
    var isForeign: Bool { self == .letter || self == .capitalLetter || self == .finalLetter }
    var isSmall: Bool { self == .small || self == .letter || self == .finalLetter }
    var isCapital: Bool { self == .capital || self == .capitalLetter }
  }

  /// - Parameters:
  ///   - letters: the small letters of the language by their points, 4 for the frequent ones; any
  ///     other is a sign of an error. Capitals follow them unless they are given, too.
  ///   - finals: letters, among these, that stand only at the end of a word.
  init(
    _ encoding: String, _ script: Script, _ letters: KeyValuePairs<Int, String>, finals: String = ""
  ) {
    self.encoding = encoding
    self.script = script
    var cells = (0..<128).map { byte -> Cell in
      switch byte {
      case 0x41...0x5A: Cell(kind: .capital)
      case 0x61...0x7A: Cell(kind: .small)
      default: Cell(kind: .space)
      }
    }
    var points: [Unicode.Scalar: Int] = [:]
    for (value, scalars) in letters {
      for scalar in scalars.unicodeScalars { points[scalar] = value }
    }
    let finals = Set(finals.unicodeScalars)
    // A line end after each byte keeps encodings with combining letters from joining them.
    let bytes = (UInt8(0x80)...0xFF).flatMap { [$0, 0x0A] as [UInt8] }
    let lines = EncodingGuess.text(of: bytes, in: encoding).unicodeScalars.split(
      separator: "\n", omittingEmptySubsequences: false)
    for line in lines.prefix(128) {
      guard let scalar = line.first, line.count == 1 else {
        cells.append(Cell(kind: .bad))
        continue
      }
      var cell = Cell(kind: Self.kind(of: scalar))
      let small = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
      if cell.kind.isForeign {
        // Small letters are the likelier reading where letters are all there is to go by.
        let capital = script == .other && cell.kind == .capitalLetter ? 1 : 0
        cell.points = points[scalar] ?? (points[small] ?? -8) - capital
        if finals.contains(small) { cell.kind = .finalLetter }
      }
      cells.append(cell)
    }
    while cells.count < 256 { cells.append(Cell(kind: .bad)) }
    self.cells = cells
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar == "\u{FFFD}" || (0x80..<0xA0).contains(scalar.value) { return .bad }
    if scalar == "ª" || scalar == "º" || scalar == "·" { return .mark }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter: return .capitalLetter
    case .lowercaseLetter, .otherLetter, .nonspacingMark: return .letter
    case .initialPunctuation, .finalPunctuation, .openPunctuation, .dashPunctuation, .format,
      .spaceSeparator, .otherPunctuation:
      return .mark
    default: return .symbol
    }
  }

  /// The points of `sample`, a list of words between spaces.
  ///
  /// - Complexity: linear.
  func score(_ sample: [UInt8]) -> Int {
    var score = 0
    var before = Kind.space
    for i in sample.indices {
      let cell = cells[Int(sample[i])]
      let after = i + 1 < sample.count ? cells[Int(sample[i + 1])].kind : .space
      if sample[i] >= 0x80 { score += points(cell, before, after) }
      before = cell.kind
    }
    return score
  }

  /// What a byte beyond ASCII is worth between its neighbours.
  private func points(_ cell: Cell, _ before: Kind, _ after: Kind) -> Int {
    let isBasic = before.isBasic || after.isBasic
    let isForeign = before.isForeign || after.isForeign
    switch cell.kind {
    case .bad: return -32
    case .symbol:
      if before.isBasic || before.isForeign, after.isBasic || after.isForeign { return -16 }
      return isForeign || before == .symbol || after == .symbol ? -6 : -1
    case .letter, .capitalLetter, .finalLetter:
      guard isBasic || isForeign else { return 0 }
      if cell.kind == .finalLetter, after.isForeign { return -12 }
      if cell.kind.isCapital, before.isSmall { return -12 }
      if cell.kind == .letter, after == .capital { return -12 }
      switch script {
      case .latin: return isBasic ? cell.points : -4
      case .other: return isBasic ? -12 : cell.points
      }
    default: return 0
    }
  }
}
