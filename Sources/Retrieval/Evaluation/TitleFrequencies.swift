internal import InvertedIndex

/// Corrects the frequencies of a term for models that count titles otherwise than its list does.
///
/// What a list of stems states is the frequency in the text, occurrences in the title counted
/// `IndexedField.titleTimes`; how many there are in the title is in a list of its own.
@safe struct TitleFrequencies {
  private var titles: PostingsReader
  /// What each occurrence in the title adds; never less than −(`IndexedField.titleTimes` − 1).
  private let change: Int32
  private let corrected: UnsafeMutablePointer<UInt32>

  /// Corrections by the list of the term in titles.
  init(_ count: SegmentClauses.TitleCount, memory: ScratchMemory) {
    titles = PostingsReader(count.list, memory: memory)
    change = count.change
    unsafe corrected = memory.take(PostingsList.blockCount)
  }

  /// The frequency in `document`, of which the list states `frequency`.
  mutating func corrected(_ frequency: UInt32, in document: DocID) -> UInt32 {
    titles.find(document) ? changed(frequency, by: titles.frequency) : frequency
  }

  /// The frequencies of `count` postings, at most 128, of which the list states `frequencies`.
  ///
  /// Naive equivalent: `corrected(frequencies[i], in: documents[i])` for each. The result is valid
  /// until the next call.
  mutating func corrected(
    _ frequencies: UnsafePointer<UInt32>, in documents: UnsafePointer<DocID>, count: Int
  ) -> UnsafePointer<UInt32> {
    unsafe corrected.update(from: frequencies, count: count)
    var i = 0
    var block = unsafe titles.block(holding: documents[0])
    let last = unsafe documents[count &- 1]
    while block < titles.list.blocks {
      titles.load(block)
      let places = unsafe titles.indices(from: documents[0], to: last &+ 1)
      for place in places {
        let document = unsafe titles.documents[place]
        while unsafe documents[i] < document { i &+= 1 }
        guard unsafe documents[i] == document else { continue }
        let inTitle = titles.frequency(at: block &* PostingsList.blockCount &+ place)
        unsafe corrected[i] = changed(corrected[i], by: inTitle)
      }
      if unsafe titles.documents[titles.count &- 1] >= last { break }
      block &+= 1
    }
    return unsafe UnsafePointer(corrected)
  }

  @inline(__always)
  private func changed(_ frequency: UInt32, by inTitle: UInt32) -> UInt32 {
    // Only a damaged index takes off more than there is.
    UInt32(max(Int64(frequency) + Int64(change) * Int64(inTitle), 1))
  }
}
