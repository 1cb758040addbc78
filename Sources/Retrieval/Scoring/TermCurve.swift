internal import Glibc

/// How the frequency of a term and the length of a document make a score, as a share of its weight.
///
/// A share is from 0 to 1, never falls when the frequency grows at one length, and never grows with
/// the length. `x` is frequency times norm, as `ScoringTables` has it. Lengths count
/// as no less than the frequency, and both as no more than 65,535.
struct TermCurve: Sendable, Equatable {
  /// The formulas as papers write them, which are divided by `ceiling`.
  enum Formula: Sendable, Equatable {
    /// x / (1 + x): BM25, which `TermScorer` has a fast form of.
    case saturation
    /// Saturation with a part that every match has (BM25+).
    case plus(delta: Double)
    /// Query likelihood with Jelinek-Mercer smoothing: ln(1 + rate · f / L).
    case jelinekMercer(rate: Double)
    /// Query likelihood with Dirichlet smoothing: ln(1 + rate · f) + ln(mu / (L + mu)), or 0.
    case dirichlet(mu: Double, rate: Double)
    /// Divergence from a Poisson distribution of that mean, with Laplace's rule of succession (PL2):
    /// frequency counts log2(1 + reference / L) times.
    case poisson(mean: Double, reference: Double)
  }

  static let saturation = TermCurve(.saturation)

  let formula: Formula
  /// The most that the formula gives.
  let ceiling: Double

  init(_ formula: Formula) {
    self.formula = formula
    ceiling = Self.ceiling(of: formula)
  }

  private static let most = 65_535.0

  private static func ceiling(of formula: Formula) -> Double {
    switch formula {
    case .saturation: 1
    case .plus(let delta): 1 + delta
    case .jelinekMercer(let rate): max(log1p(rate), 1e-9)
    // The odds grow with f where L is f, as rate · mu is one over a probability.
    case .dirichlet(let mu, let rate): max(log((1 + rate * most) * mu / (most + mu)), 1e-9)
    case .poisson(let mean, let reference):
      max(
        divergence(most * log2(1 + reference / most), mean: mean), divergence(0, mean: mean), 1e-9)
    }
  }

  /// The share of a frequency, at least 1, in a document of that length; `norm` is that of the length.
  func share(frequency: Double, length: Double, norm: Double) -> Double {
    let frequency = min(frequency, Self.most)
    let length = max(length, frequency)
    let value =
      switch formula {
      case .saturation, .plus: value(x: frequency * norm)
      case .jelinekMercer(let rate): log1p(rate * frequency / length)
      case .dirichlet(let mu, let rate): max(log((1 + rate * frequency) * mu / (length + mu)), 0)
      case .poisson(let mean, let reference):
        Self.divergence(frequency * log2(1 + reference / length), mean: mean)
      }
    return value / ceiling
  }

  private func value(x: Double) -> Double {
    switch formula {
    case .plus(let delta): x / (1 + x) + delta
    default: x / (1 + x)
    }
  }

  /// The most share that any posting has whose frequency and length lie on or below a line of
  /// `ImpactScale`, length = slope · frequency − offset; `norm` gives that of a length.
  ///
  /// All shares are greatest on the line, or where it says nothing, where the
  /// length is the frequency. Along the line x, f / L, the odds of Dirichlet's formula and PL2's
  /// normalised frequency have no maximum between its ends: the first three are quotients of linear
  /// functions, and the derivative of the last changes its sign once at most, from falling to growing.
  /// The divergence itself falls and then grows, so that no frequency and the greatest bound it.
  func mostShare(slope: Double, offset: Double, norm: (Double) -> Double) -> Double {
    let meeting = slope > 1 ? min(max(offset / (slope - 1), 1), Self.most) : Self.most
    let start = (frequency: meeting, length: max(meeting, slope * meeting - offset))
    let end = (
      frequency: slope > 0 ? min(max((Self.most + offset) / slope, 1), Self.most) : Self.most,
      length: Self.most
    )
    switch formula {
    case .saturation, .plus:
      // Norms are of lengths that may be less than the frequency: the line goes on to length 0.
      let first = slope > 0 ? min(max(offset / slope, 1), Self.most) : Self.most
      let x = max(first * norm(max(slope * first - offset, 0)), end.frequency * norm(end.length))
      return value(x: x) / ceiling
    case .jelinekMercer, .dirichlet, .poisson:
      let onLine = max(
        share(frequency: start.frequency, length: start.length, norm: 0),
        share(frequency: end.frequency, length: end.length, norm: 0))
      guard case .poisson(let mean, _) = formula else { return onLine }
      return max(onLine, Self.divergence(0, mean: mean) / ceiling)
    }
  }

  /// −log2 of the Poisson probability of a frequency, by the gamma function where it is not whole,
  /// times the risk of taking the term for informative, 1 / (frequency + 1).
  ///
  /// Source: G. Amati, C. J. van Rijsbergen, "Probabilistic models of information retrieval based on
  /// measuring the divergence from randomness", TOIS 20(4), 2002; Stirling's formula, which they use
  /// for the factorial, has a pole at 0.
  private static func divergence(_ frequency: Double, mean: Double) -> Double {
    var sign: Int32 = 0
    let factorial = unsafe lgamma_r(frequency + 1, &sign)
    return max(mean + factorial - frequency * log(mean), 0) * M_LOG2E / (frequency + 1)
  }
}
