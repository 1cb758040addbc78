internal import Bytes

/// How the postings of a term are laid out: it follows from how many of the documents hold it.
public enum PostingsLayout {
  /// The documents in a word of the bits of a dense list.
  static let wordCount = 64
  /// The words of a dense list that share a rank.
  static let wordsPerRank = 8

  /// The postings that a cell holds on average are at least half as many, where cells are not of the least size.
  ///
  /// Those of lists that less than one in `rare` documents hold; of those that one in `frequent` or more hold in a segment
  /// of texts shorter than `shortText`; and of others. Of short texts few lists are frequent, so that finer cells take
  /// little; and many of their documents score nearly the most.
  private static let postingsPerCell = (rare: 64, frequentInShort: 4, others: 32)
  private static let rare = 64
  private static let frequent = 8
  private static let shortText = 96
  /// The binary logarithm of the documents in the smallest cells.
  public static let leastCellShift = 4
  /// A list is dense if it holds one in so many documents.
  ///
  /// Beside what a posting without positions takes, a bit for each document weighs more.
  private static let dense = (withPositions: 10, without: 8)

  /// The binary logarithm of the documents in a cell of a list that `frequency` of `documents` hold, whose mean length is
  /// `meanLength`.
  ///
  /// A list has a level for each cell; so it has about as many levels at most frequencies.
  public static func cellShift(frequency: Int, documents: Int, meanLength: Int) -> Int {
    var perCell = postingsPerCell.others
    if frequency * rare < documents {
      perCell = postingsPerCell.rare
    } else if frequency * frequent >= documents, meanLength < shortText {
      perCell = postingsPerCell.frequentInShort
    }
    let wanted = perCell * documents / max(frequency, 1)
    return max(Int.bitWidth - 1 - max(wanted, 1).leadingZeroBitCount, leastCellShift)
  }

  /// Set in the first byte of a list, whose lower bits are the shift of its frequencies, if it has champions.
  static let championFlag: UInt8 = 1 << 5

  /// How many champions such a list, of a block or more, names, if it does.
  ///
  /// Of two dense lists many documents are in both, so that with more of them an intersection has a threshold to
  /// begin with.
  static func champions(frequency: Int, documents: Int, hasPositions: Bool) -> Int {
    isDense(frequency: frequency, documents: documents, hasPositions: hasPositions)
      ? ChampionSelection.most : PostingsList.leastChampions
  }

  /// The bytes of so many champions.
  static func championBytes(_ count: Int, documents: Int) -> Int {
    (count * (width(below: documents) + ChampionSelection.frequencyWidth) + 7) / 8
  }

  /// Whether such a list, of a block or more, has a bit for each document.
  static func isDense(frequency: Int, documents: Int, hasPositions: Bool) -> Bool {
    frequency * (hasPositions ? dense.withPositions : dense.without) >= documents
  }

  /// The bits of the largest number below `count`.
  static func width(below count: Int) -> Int {
    Int.bitWidth - max(count - 1, 0).leadingZeroBitCount
  }

  /// The `shift` by `AscendingCode` that suits frequencies of this mean.
  static func frequencyShift(frequency: Int, totalFrequency: Int) -> Int {
    let repetitions = (totalFrequency - frequency) / max(frequency, 1)
    return min(max(width(below: repetitions + 1) - 1, 0), AscendingCode.mostShift)
  }

  /// The number of cells of 2^`shift` documents.
  public static func cells(shift: Int, documents: Int) -> Int {
    (documents + (1 << shift) - 1) >> shift
  }

  /// The words of bits, and the ranks, for so many documents.
  static func words(documents: Int) -> Int { (documents + wordCount - 1) / wordCount }
  static func ranks(documents: Int) -> Int {
    (words(documents: documents) + wordsPerRank - 1) / wordsPerRank
  }
}
