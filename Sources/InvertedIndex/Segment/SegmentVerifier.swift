internal import Bytes

/// Checks a segment: its checksums, and then that its bytes mean what a segment must mean.
///
/// It decodes with code of its own that checks every bound, and shares only the unpacking of
/// blocks with the readers.
struct SegmentVerifier {
  let segment: Segment

  init(_ segment: Segment) { self.segment = segment }

  /// Everything that is wrong: all damaged pages, or else the first wrong thing in each part.
  func damages() -> [IndexError] {
    let checksums = segment.file.damages()
    guard checksums.isEmpty else { return checksums }
    var damages: [IndexError] = []
    func part(_ check: () throws(IndexError) -> Void) {
      do throws(IndexError) { try check() } catch { damages.append(error) }
    }
    part(verifyTerms)
    part(verifyLengths)
    part(verifyColumns)
    part(verifyCopyKeys)
    part(verifyIdentifiers)
    part(verifyFiles)
    part(verifyStored)
    // They are checked against the postings, which must be right for that.
    if damages.isEmpty { part(verifyVectors) }
    return damages
  }

  /// The error that a section does not hold what it must.
  func wrong(_ id: SectionID, _ what: String) -> IndexError {
    IndexError.damaged(segment.path, "section \(id.name), \(what)")
  }

  private func verifyLengths() throws(IndexError) {
    let summary = segment.summary
    var sum = 0
    var weightedSum = 0
    var mostAdded = 0
    for document in 0..<segment.documentCount {
      let length = Int(unsafe segment.lengths[document])
      let weighted = Int(unsafe segment.weightedLengths[document])
      guard weighted >= length else { throw wrong(.weightedLengths, "document \(document)") }
      sum += length
      weightedSum += weighted
      mostAdded = max(mostAdded, weighted - length)
    }
    guard sum == summary.lengthSum else {
      throw wrong(.lengths, "whose sum is \(sum), not \(summary.lengthSum)")
    }
    // Where no field is by them, only the sum of the lengths that stand for them is known.
    guard
      summary.weightedFields == 0
        || (weightedSum, mostAdded) == (summary.weightedLengthSum, summary.mostAdded)
    else {
      throw wrong(
        .weightedLengths, "whose sum is \(weightedSum), not \(summary.weightedLengthSum)")
    }
  }

  private func verifyColumns() throws(IndexError) {
    let titleLengths = try segment.titleLengths()
    for document in 0..<DocID(segment.documentCount) {
      guard let length = titleLengths[document], (0...254).contains(length) else {
        throw wrong(.titleLengths, "document \(document)")
      }
    }
    // Every date is possible; the column itself must have the right size and divisor.
    _ = try segment.dates()
  }

  private func verifyCopyKeys() throws(IndexError) {
    guard let keys = try segment.copyKeys() else { return }
    // One that is 0 reads as none.
    let count = (0..<DocID(segment.documentCount)).reduce(0) { $0 + (keys[$1] == 0 ? 0 : 1) }
    guard count == keys.count, count > 0 else { throw wrong(.copyKeys, "a key of 0, or none") }
  }

  private func verifyIdentifiers() throws(IndexError) {
    var count = 0
    try segment.forEachIdentifier { _, _ in count += 1 }
    guard count == segment.documentCount else { throw wrong(.identifiers, "document \(count)") }
  }

  private func verifyFiles() throws(IndexError) {
    var next = 0
    for file in try segment.files() {
      guard Int(file.firstDocument) == next, file.documentCount > 0, file.size >= 0 else {
        throw wrong(.files, "the file of document \(next)")
      }
      next += file.documentCount
    }
  }

  private func verifyStored() throws(IndexError) {
    let blocks = try segment.storedBlocks()
    guard segment.file.count(of: .storedBlocks) == blocks.count * StoredBlock.entryBytes else {
      throw wrong(.storedBlocks, "its size")
    }
    var document = 0
    var offset = 0
    for (i, block) in blocks.enumerated() {
      guard Int(block.firstDocument) == document, block.offset == offset else {
        throw wrong(.storedBlocks, "block \(i)")
      }
      var count = 0
      try segment.forEachStored(in: block) { _, _ in count += 1 }
      guard count > 0 else { throw wrong(.stored, "block \(i)") }
      document += count
      offset += block.frameBytes
    }
    guard document == segment.documentCount, offset == segment.file.count(of: .stored) else {
      throw wrong(.storedBlocks, "its end")
    }
  }
}
