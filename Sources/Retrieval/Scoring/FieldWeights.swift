internal import InvertedIndex

/// How often a word counts by where it stands: the weights of BM25F.
///
/// Frequencies and lengths are sums over the parts of an article, each times its weight, before they
/// saturate. Source: S. Robertson, H. Zaragoza, M. Taylor, "Simple BM25 extension to multiple weighted
/// fields", CIKM 2004.
struct FieldWeights: Hashable {
  /// Of the title, 1 or more.
  var title: Int
  /// Of the lead, the first `IndexedField.leadLength` words of the body; 1 or more.
  var lead: Int

  /// All words count once.
  static let none = Self(title: 1, lead: 1)
  /// Those by which an index states the frequencies of stems, and weighted lengths.
  static let indexed = Self(title: IndexedField.titleTimes, lead: IndexedField.leadTimes)

  /// The length of a document of so many `words`, of which `titleWords` are its title.
  func length(words: Int, titleWords: Int) -> Int {
    let leadWords = min(words - titleWords, IndexedField.leadLength)
    return words + (title - 1) * titleWords + (lead - 1) * leadWords
  }
}

extension Segment {
  /// The length of `document` by `weights`, at most 65,535.
  func length(of document: DocID, _ weights: FieldWeights) -> Int {
    let words = Int(unsafe lengths[Int(document)])
    if weights == .none { return words }
    let weighted = Int(unsafe weightedLengths[Int(document)])
    if weights == .indexed { return weighted }
    return min(
      weights.length(words: words, titleWords: Self.titleWords(of: words, weighted: weighted)),
      SegmentSummary.longestLength)
  }

  /// The words of the title in a document of so many `words` and of that weighted length, which is
  /// the longer the more they are, for titles weigh more than leads.
  ///
  /// The column of title lengths ends at 254; the bounds of levels need what the weighted length has.
  private static func titleWords(of words: Int, weighted: Int) -> Int {
    let (title, lead) = (FieldWeights.indexed.title - 1, FieldWeights.indexed.lead - 1)
    let added = weighted - words
    // A body shorter than a lead is all lead.
    var titleWords = (added - lead * words) / (title - lead)
    if words - titleWords >= IndexedField.leadLength {
      titleWords = (added - lead * IndexedField.leadLength) / title
    }
    return min(max(titleWords, 0), words)
  }
}
