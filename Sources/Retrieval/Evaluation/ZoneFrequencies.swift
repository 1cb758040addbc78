internal import InvertedIndex

/// Corrects the frequencies of a term for models that count titles or leads otherwise than its list does.
///
/// What a list of stems states is the frequency by `FieldWeights.indexed`; how many occurrences there are
/// in titles and in leads is in lists of their own.
@safe struct ZoneFrequencies: BitwiseCopyable {
  private var zones: ScratchArray<Zone>
  private let corrected: UnsafeMutablePointer<UInt32>

  /// Corrections by what the lists of some parts of documents hold; nil if there are none.
  init?(_ counts: ScratchArray<SegmentClauses.ZoneCount>?, memory: ScratchMemory) {
    guard let counts else { return nil }
    zones = ScratchArray(capacity: counts.count, memory: memory)
    for count in counts { zones.append(Zone(count, memory: memory)) }
    unsafe corrected = memory.take(PostingsList.blockCount)
  }

  /// The frequency in `document`, of which the list states `frequency`.
  mutating func corrected(_ frequency: UInt32, in document: DocID) -> UInt32 {
    var frequency = frequency
    for i in zones.indices { frequency = zones[i].corrected(frequency, in: document) }
    return frequency
  }

  /// The frequencies of `count` postings, at most 128, of which the list states `frequencies`.
  ///
  /// Naive equivalent: `corrected(frequencies[i], in: documents[i])` for each. The result is valid
  /// until the next call.
  mutating func corrected(
    _ frequencies: UnsafePointer<UInt32>, in documents: UnsafePointer<DocID>, count: Int
  ) -> UnsafePointer<UInt32> {
    unsafe corrected.update(from: frequencies, count: count)
    for i in zones.indices { unsafe zones[i].correct(corrected, of: documents, count: count) }
    return unsafe UnsafePointer(corrected)
  }

  /// What one part of documents changes.
  @safe private struct Zone: BitwiseCopyable {
    private var reader: PostingsReader
    /// What each occurrence adds; never as much less as it counts in the list.
    private let change: Int32

    init(_ count: SegmentClauses.ZoneCount, memory: ScratchMemory) {
      reader = PostingsReader(count.list, memory: memory)
      change = count.change
    }

    mutating func corrected(_ frequency: UInt32, in document: DocID) -> UInt32 {
      reader.find(document) ? changed(frequency, by: reader.frequency) : frequency
    }

    mutating func correct(
      _ frequencies: UnsafeMutablePointer<UInt32>, of documents: UnsafePointer<DocID>, count: Int
    ) {
      var i = 0
      var block = unsafe reader.block(holding: documents[0])
      let last = unsafe documents[count &- 1]
      while block < reader.list.blocks {
        reader.load(block)
        let places = unsafe reader.indices(from: documents[0], to: last &+ 1)
        for place in places {
          let document = unsafe reader.documents[place]
          while unsafe documents[i] < document { i &+= 1 }
          guard unsafe documents[i] == document else { continue }
          let inZone = reader.frequency(at: block &* PostingsList.blockCount &+ place)
          unsafe frequencies[i] = changed(frequencies[i], by: inZone)
        }
        if unsafe reader.documents[reader.count &- 1] >= last { break }
        block &+= 1
      }
    }

    @inline(__always)
    private func changed(_ frequency: UInt32, by inZone: UInt32) -> UInt32 {
      // Only a damaged index takes off more than there is, or has more than there can be.
      UInt32(min(max(Int64(frequency) + Int64(change) * Int64(inZone), 1), Int64(Int32.max)))
    }
  }
}
