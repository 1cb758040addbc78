/// The kinds of words that the model tells apart; all but two are short closed lists.
enum WordClass: Int, CaseIterable {
  case determiner, preposition, conjunction, auxiliary, pronoun, number, open

  /// How often each class follows this one, in the order of the cases; sums are about 1.
  ///
  /// Measured, like the frequencies below, on 55,387 news articles (2006 to 2010).
  var successors: [Double] {
    switch self {
    case .determiner: [0.006, 0.016, 0.002, 0.007, 0.001, 0.031, 0.937]
    case .preposition: [0.276, 0.036, 0.013, 0.015, 0.011, 0.091, 0.558]
    case .conjunction: [0.129, 0.044, 0.029, 0.112, 0.085, 0.028, 0.573]
    case .auxiliary: [0.107, 0.094, 0.075, 0.089, 0.040, 0.010, 0.585]
    case .pronoun: [0.013, 0.043, 0.024, 0.460, 0.006, 0.001, 0.453]
    case .number: [0.037, 0.069, 0.029, 0.008, 0.006, 0.298, 0.553]
    case .open: [0.067, 0.218, 0.069, 0.059, 0.019, 0.018, 0.550]
    }
  }

  /// The words of a closed class, each with its frequency in 100,000 words; none of the others.
  var words: [(word: String, frequency: Double)] {
    let text =
      switch self {
      case .determiner:
        """
        the 5111 a 2118 its 573 an 313 this 289 their 175 some 162 no 98 all 93 his 88 such 75
        any 71 our 70 those 52 both 47 these 44 another 43 each 21 every 14 my 13 her 10 your 8
        """
      case .preposition:
        """
        to 2769 of 2248 in 2155 on 1080 for 931 by 769 as 585 at 582 with 528 from 475 more 282
        up 245 about 239 than 232 after 202 over 151 down 134 out 115 while 115 since 113 into 107
        before 65 off 65 under 64 through 62 against 59 around 50 between 49 during 42 among 35
        until 29 near 25 without 23 within 17
        """
      case .conjunction:
        """
        and 1984 that 891 but 330 not 311 which 290 or 231 also 204 if 124 who 115 when 97 so 82
        what 79 because 69 how 52 where 45 whether 39 however 31 then 26 although 22
        """
      case .auxiliary:
        """
        said 1102 is 710 was 428 be 412 has 382 are 369 have 368 will 362 would 312 had 217
        were 214 could 173 been 167 may 128 can 81 should 59 do 56 did 47 say 44 being 39 says 36
        might 33 does 26 must 22
        """
      case .pronoun:
        "it 727 we 279 he 276 they 210 i 135 there 128 you 66 them 53 us 27 she 27 itself 12 him 12"
      case .number, .open: ""
      }
    let parts = text.split { $0 == " " || $0 == "\n" }
    return stride(from: 0, to: parts.count, by: 2).map {
      (String(parts[$0]), Double(parts[$0 + 1]) ?? 0)
    }
  }
}

/// All words of the closed classes: the, of, to, said.
public let functionWords: Set<[UInt8]> = Set(
  WordClass.allCases.flatMap { $0.words.map { Array($0.word.utf8) } })

/// Draws one of a few things with given frequencies.
struct DiscreteLaw {
  private let cumulative: [Double]

  init(_ frequencies: [Double]) {
    let total = frequencies.reduce(0, +)
    var sum = 0.0
    cumulative = frequencies.map {
      sum += $0
      return sum / total
    }
  }

  /// The index that belongs to the probability `u`.
  ///
  /// O(log n).
  func index(_ u: Double) -> Int {
    var (low, high) = (0, cumulative.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] > u { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
