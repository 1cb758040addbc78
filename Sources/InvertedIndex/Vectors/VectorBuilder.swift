internal import Bytes

/// Turns the postings of a field of a segment round: the bytes of its sections of vectors and profiles.
///
/// They follow from the postings alone, so segments of equal postings have equal vectors, whatever
/// runs and threads they were made by. Documents are taken in chunks of some millions of postings;
/// every chunk is one pass over the lists of the field.
///
/// Memory: 52 bytes a term, 4 a document, and about 16 MB for a chunk. Time: about 15 ns a posting.
@safe struct VectorBuilder {
  /// Where a list is: what `PostingsList` needs, in 16 bytes.
  private struct ListPlace {
    /// The offset in the section of postings; or the document, if there is but one.
    let place: UInt64
    let documentFrequency: UInt32
    /// The frequency of a single posting, or 0; the top bit is set where positions are beside.
    let detail: UInt32

    static let withPositions: UInt32 = 1 << 31
  }

  /// The postings of a chunk, unless one document has more.
  static let chunkPostings = 1 << 20

  private let segment: Segment
  private let chunkPostings: Int
  private var ordinals: [UInt32] = []
  private var hashes: [UInt32] = []
  private var lists: [ListPlace] = []
  /// The number of terms of every document.
  private var counts: [UInt32]
  private var nextDocument = 0
  private var byteCount = 0
  private var offsets = ByteWriter()
  private let field: UInt8

  /// A builder of the vectors of `field`; tests choose smaller chunks.
  ///
  /// - Complexity: one pass over the documents of all lists.
  init(
    _ segment: Segment, field: UInt8, chunkPostings: Int = Self.chunkPostings
  ) throws(IndexError) {
    self.segment = segment
    self.field = field
    self.chunkPostings = chunkPostings
    counts = [UInt32](repeating: 0, count: segment.documentCount)
    try collectLists()
    countTerms()
  }

  /// Takes down the lists of the field in the order of their numbers.
  private mutating func collectLists() throws(IndexError) {
    var found: [(ordinal: UInt32, hash: UInt32, list: ListPlace)] = []
    var cursor = try TermCursor(segment.dictionary, from: [field])
    while let info = try cursor.next(), cursor.key[0] == field {
      found.append(
        (
          UInt32(cursor.ordinal - 1), DocumentProfiles.hash(cursor.key.dropFirst()),
          try place(of: info, hasPositions: false)
        ))
    }
    found.sort {
      ($1.list.documentFrequency, $0.ordinal) < ($0.list.documentFrequency, $1.ordinal)
    }
    ordinals = found.map(\.ordinal)
    hashes = found.map(\.hash)
    lists = found.map(\.list)
  }

  private func place(of info: TermInfo, hasPositions: Bool) throws(IndexError) -> ListPlace {
    switch info.storage {
    case .alias(let ordinal):
      guard let target = try segment.dictionary.info(ordinal: ordinal) else {
        throw IndexError.damaged(segment.path, "section terms, an alias")
      }
      return try place(of: target.info, hasPositions: target.hasPositions)
    case .single(let document, let frequency, _):
      return ListPlace(
        place: UInt64(document), documentFrequency: 1,
        detail: frequency & ~ListPlace.withPositions)
    case .list(let postings, _):
      _ = unsafe try segment.file.pointer(to: postings.range, of: .postings)
      return ListPlace(
        place: UInt64(postings.start),
        documentFrequency: UInt32(truncatingIfNeeded: info.documentFrequency),
        detail: hasPositions ? ListPlace.withPositions : 0)
    }
  }

  private func list(_ place: ListPlace) -> PostingsList {
    guard place.documentFrequency > 1 else {
      return unsafe PostingsList(
        document: DocID(truncatingIfNeeded: place.place), frequency: place.detail, positions: nil)
    }
    let postings = unsafe segment.file.start(of: .postings) + Int(place.place)
    // The layout depends on whether there are positions; where they are does not matter here.
    return unsafe PostingsList(
      documentFrequency: Int(place.documentFrequency), totalFrequency: 0,
      documents: segment.documentCount, meanLength: segment.meanLength, postings: postings,
      positions: place.detail == ListPlace.withPositions ? postings : nil)
  }

  private mutating func countTerms() {
    let block = DecodedBlock()
    for place in lists {
      let list = list(place)
      for i in 0..<list.blocks {
        let count = block.decode(i, of: list)
        for j in 0..<count { counts[Int(unsafe block.documents[j])] &+= 1 }
      }
    }
  }

  /// The section of vector terms.
  var terms: [UInt8] {
    var writer = ByteWriter()
    var steps: [(first: Int, frequency: UInt32)] = []
    for (number, list) in lists.enumerated()
    where steps.last?.frequency != list.documentFrequency {
      steps.append((number, list.documentFrequency))
    }
    writer.write(UInt32(field))
    writer.write(UInt32(lists.count))
    writer.write(UInt32(steps.count))
    for step in steps {
      writer.write(UInt32(step.first))
      writer.write(step.frequency)
    }
    for ordinal in ordinals { writer.write(ordinal) }
    return writer.bytes
  }

  /// The section of vector offsets, once `next` has returned nil.
  var vectorOffsets: [UInt8] {
    var writer = offsets
    let missing =
      (TermVectors.blockCount - segment.documentCount % TermVectors.blockCount)
      % TermVectors.blockCount
    for _ in 0..<missing { writer.write(UInt32(0)) }
    return writer.bytes
  }

  /// The next bytes of the sections of vectors and of profiles, or nil if there are no more documents.
  mutating func next() throws(IndexError) -> (vectors: [UInt8], profiles: [UInt8])? {
    guard nextDocument < counts.count else { return nil }
    var end = nextDocument
    var total = 0
    while end < counts.count, end == nextDocument || total + Int(counts[end]) <= chunkPostings {
      total += Int(counts[end])
      end += 1
    }
    defer { nextDocument = end }
    return try encode(nextDocument..<end, postings: chunk(nextDocument..<end, total))
  }

  /// The terms of `documents`, `total` in sum, one document after the other.
  private func chunk(_ documents: Range<Int>, _ total: Int) -> [TermFrequency] {
    var next: [Int] = []
    next.reserveCapacity(documents.count)
    var sum = 0
    for document in documents {
      next.append(sum)
      sum += Int(counts[document])
    }
    let range = DocID(documents.lowerBound)..<DocID(documents.upperBound)
    let block = DecodedBlock()
    return unsafe [TermFrequency](unsafeUninitializedCapacity: total) { target, initialized in
      for (number, place) in lists.enumerated() {
        let list = list(place)
        for i in list.blocks(holding: range) {
          let count = block.decode(i, of: list)
          block.decodeFrequencies(i, of: list)
          for j in 0..<count {
            let document = unsafe block.documents[j]
            guard range.contains(document) else { continue }
            let place = Int(document &- range.lowerBound)
            unsafe target[next[place]] = TermFrequency(
              number: UInt32(truncatingIfNeeded: number), frequency: block.frequencies[j])
            next[place] &+= 1
          }
        }
      }
      initialized = total
    }
  }

  private mutating func encode(
    _ documents: Range<Int>, postings: [TermFrequency]
  ) throws(IndexError) -> (vectors: [UInt8], profiles: [UInt8]) {
    var bits = BitWriter()
    var profiles: [UInt8] = []
    profiles.reserveCapacity(documents.count * DocumentProfiles.byteCount)
    var start = 0
    for document in documents {
      if document % TermVectors.blockCount == 0 {
        offsets.write(UInt64(byteCount + bits.bytes.count))
        blockStart = byteCount + bits.bytes.count
      }
      let end = start + Int(counts[document])
      VectorCode.encode(postings[start..<end], universe: lists.count, to: &bits)
      bits.align()
      DocumentProfiles.write(postings[start..<end], hashes: hashes, to: &profiles)
      start = end
      guard let offset = UInt32(exactly: byteCount + bits.bytes.count - blockStart) else {
        throw IndexError(
          .tooLarge, path: segment.path, reason: "the terms of 64 articles pass 4 GB")
      }
      offsets.write(offset)
    }
    byteCount += bits.bytes.count
    return (bits.bytes, profiles)
  }

  /// Where the vectors of the block of offsets at hand start.
  private var blockStart = 0
}

/// Room for a decoded block of postings.
@safe private final class DecodedBlock {
  let documents: UnsafeMutablePointer<DocID>
  let frequencies: UnsafeMutablePointer<UInt32>

  init() {
    let size = PostingsList.blockCount + PostingsList.decodingMargin
    unsafe documents = .allocate(capacity: size)
    unsafe frequencies = .allocate(capacity: size)
    unsafe documents.initialize(repeating: 0, count: size)
    unsafe frequencies.initialize(repeating: 0, count: size)
  }

  deinit {
    unsafe documents.deallocate()
    unsafe frequencies.deallocate()
  }

  /// Decodes the documents of block `i` of `list`; returns their number.
  @inline(__always)
  func decode(_ i: Int, of list: PostingsList) -> Int {
    unsafe list.decode(block: i, documents: documents)
  }

  /// Decodes the frequencies of block `i` of `list`.
  @inline(__always)
  func decodeFrequencies(_ i: Int, of list: PostingsList) {
    unsafe list.decodeFrequencies(block: i, into: frequencies)
  }
}
