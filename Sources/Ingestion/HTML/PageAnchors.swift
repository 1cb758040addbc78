/// What a page says about its article outside the body: the words by which to recognise it there.
struct PageAnchors {
  /// Spellings of the headline as letters only: page title, og:title, JSON-LD headline.
  private(set) var titles: [[UInt8]] = []
  /// The letters that the description begins with.
  let description: [UInt8]
  /// The letters of the authors' names.
  let authors: [[UInt8]]
  /// The letters of the site's name.
  private let site: [UInt8]
  /// Fingerprints of every window of `windowLength` letters of the stated article text, or empty.
  private let bodyWindows: Set<UInt64>

  private static let windowLength = 24

  init(
    titles: [String], description: String, articleBody: String, authors: [String] = [],
    site: String = ""
  ) {
    self.site = HTMLText.letters(site.utf8)
    self.authors = authors.map { HTMLText.letters($0.utf8) }.filter { $0.count >= 4 }
    for title in titles {
      let letters = HTMLText.letters(title.utf8)
      if letters.count >= 4, !self.titles.contains(letters) { self.titles.append(letters) }
    }
    self.description = Array(HTMLText.letters(description.utf8).prefix(60))
    let letters = HTMLText.letters(articleBody.utf8.prefix(1_000_000))
    bodyWindows = letters.count < 200 ? [] : Set(Self.windows(of: letters, step: 1))
  }

  /// Whether there is an article text to compare with.
  var hasBody: Bool { !bodyWindows.isEmpty }

  /// Whether most of a block's letters occur in the stated article text, in order.
  func bodyCovers(_ letters: [UInt8]) -> Bool {
    guard hasBody, letters.count >= Self.windowLength else { return false }
    let windows = Self.windows(of: letters, step: Self.windowLength / 2)
    let found = windows.count { bodyWindows.contains($0) }
    return found * 10 >= windows.count * 7
  }

  /// Whether a block begins as the description does.
  func descriptionBegins(_ letters: [UInt8]) -> Bool {
    description.count >= 30 && letters.count >= 30
      && letters.prefix(30).elementsEqual(description.prefix(30))
  }

  /// Whether a block holds authors' names and little else.
  func isByline(_ letters: [UInt8]) -> Bool {
    var rest = letters.count
    for author in authors where HTMLText.contains(author, in: letters) { rest -= author.count }
    return rest < letters.count && rest <= 16
  }

  /// How well `letters` agree with the stated headlines, 0 (not) to 3 (equal to one).
  func agreement(with letters: [UInt8]) -> Int {
    guard letters.count >= 4, letters != site else { return 0 }
    var best = 0
    for title in titles {
      if title == letters { return 3 }
      let (shorter, longer) = title.count < letters.count ? (title, letters) : (letters, title)
      guard shorter.count >= 10 else { continue }
      if longer.starts(with: shorter) {
        best = max(best, 2)
      } else if shorter.count * 2 >= longer.count, HTMLText.contains(shorter, in: longer) {
        best = max(best, 1)
      }
    }
    return best
  }

  /// What a stated headline has besides `letters`, with which it begins or ends; nil if none does.
  func rest(of letters: [UInt8]) -> [UInt8]? {
    guard letters.count >= 4, !titles.contains(letters) else { return nil }
    for title in titles where title.count > letters.count {
      if title.starts(with: letters) { return Array(title[letters.count...]) }
      if title[...].ends(with: letters) { return Array(title[..<(title.count - letters.count)]) }
    }
    return nil
  }

  /// Rolling hashes (Rabin and Karp) of the windows that begin at every `step`th letter.
  private static func windows(of letters: [UInt8], step: Int) -> [UInt64] {
    guard letters.count >= windowLength else { return [] }
    let base: UInt64 = 0x9E37_79B9_7F4A_7C15 | 1
    var power: UInt64 = 1
    for _ in 0..<windowLength { power = power &* base }
    var hash: UInt64 = 0
    var hashes: [UInt64] = []
    hashes.reserveCapacity(letters.count / step + 1)
    for (index, letter) in letters.enumerated() {
      hash = hash &* base &+ UInt64(letter) &+ 1
      if index >= windowLength {
        hash = hash &- power &* (UInt64(letters[index - windowLength]) &+ 1)
      }
      let start = index - windowLength + 1
      if start >= 0, start % step == 0 { hashes.append(hash) }
    }
    return hashes
  }
}
