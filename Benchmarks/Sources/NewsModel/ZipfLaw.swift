/// The law by which the frequency of a word falls with its rank: a power law whose exponent grows
/// from one span of ranks to the next, as it does in news, and that never ends.
///
/// No rank is the last, so the vocabulary keeps growing with the text (Heaps' law): in the end like
/// the text's length to the power of 1 / `tail`.
/// Source: B. Mandelbrot, "An informational theory of the statistical structure of language", 1953;
/// R. Ferrer i Cancho, R. V. Solé, "Two regimes in the frequency of words", 2001.
struct ZipfLaw {
  /// Where the frequency is known: a rank, and the share of the words that has it.
  typealias Knot = (rank: Double, share: Double)

  private struct Span {
    let from: Double
    let exponent: Double
    /// The mass of all spans before this one, and of this one.
    let before: Double
    let mass: Double
    /// What a share of the mass adds to `from` to the power of 1 - exponent.
    let growth: Double
  }

  private let spans: [Span]
  /// The rank at even steps of probability, between which it is linear.
  private let table: [Double]
  private static let steps = 1 << 16

  /// A law through `knots`, two or more, by rank; behind the last with the exponent `tail` above 1.
  ///
  /// Between no two of them may the exponent be 1.
  init(_ knots: [Knot], tail: Double) {
    var spans: [Span] = []
    var total = 0.0
    func add(from: Knot, to rank: Double?, exponent: Double) {
      // The integral of share (x / from)^-exponent.
      let e = 1 - exponent
      let scale = from.share * from.rank / e
      let mass = rank.map { scale * (Binary.power($0 / from.rank, e) - 1) } ?? -scale
      let growth = (rank.map { Binary.power($0 / from.rank, e) } ?? 0) - 1
      spans.append(
        Span(from: from.rank, exponent: exponent, before: total, mass: mass, growth: growth))
      total += mass
    }
    for (a, b) in zip(knots, knots.dropFirst()) {
      let exponent =
        -Binary.logarithm(b.share / a.share) / Binary.logarithm(b.rank / a.rank)
      add(from: a, to: b.rank, exponent: exponent)
    }
    if let last = knots.last { add(from: last, to: nil, exponent: tail) }
    let scaled = spans.map {
      Span(
        from: $0.from, exponent: $0.exponent, before: $0.before / total, mass: $0.mass / total,
        growth: $0.growth)
    }
    self.spans = scaled
    table = (0..<Self.steps).map { Self.exact(Double($0) / Double(Self.steps), scaled) }
  }

  /// The rank, from 0, that belongs to the probability `u`, from 0 to less than 1.
  ///
  /// O(1).
  func rank(_ u: Double) -> Int {
    let place = u * Double(Self.steps)
    let i = Int(place)
    // The last steps are too wide for a straight line.
    guard i < Self.steps - 64 else { return Int(min(Self.exact(u, spans), 4e9)) - 1 }
    return Int(table[i] + (table[i + 1] - table[i]) * (place - Double(i))) - 1
  }

  private static func exact(_ u: Double, _ spans: [Span]) -> Double {
    guard let span = spans.last(where: { $0.before <= u }) ?? spans.first else { return 1 }
    let part = (u - span.before) / span.mass
    let factor = max(1 + part * span.growth, 1e-15)
    return span.from * Binary.power(factor, 1 / (1 - span.exponent))
  }
}
