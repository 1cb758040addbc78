internal import CStemmer

/// A Snowball stemmer of libstemmer for UTF-8; an object for one thread.
///
/// It sees folded terms, in documents and in queries, so that words typed without accents meet the
/// same stems. Against stemming first and folding then, on news text: German and Russian give the
/// same classes of words; French, Spanish and Portuguese lose 15 to 20 percent of the pairs of
/// words that stemming unites (endings such as -é and -ção are known by their accents), Arabic
/// more; in return words typed without accents never miss, which otherwise 2 to 4 percent of the
/// words of those languages would, and 15 percent in Arabic.
@safe public final class Stemmer {
  /// The names of the algorithms of libstemmer.
  static let algorithms: [String] = {
    var names: [String] = []
    guard var next = unsafe sb_stemmer_list() else { return names }
    while let name = unsafe next.pointee {
      unsafe names.append(String(cString: name))
      unsafe next += 1
    }
    return names
  }()

  private let handle: OpaquePointer
  /// Whether words are stemmed by the later form of Porter's algorithm; see `PorterDepartures`.
  private let departs: Bool

  /// The stemmer called `algorithm`, or nil if libstemmer has none or memory is short.
  ///
  /// - Parameter departs: whether the algorithm, which must be `porter`, is that of its author's
  ///   program, which departs from his paper.
  init?(algorithm: String, departs: Bool = false) {
    guard let handle = unsafe sb_stemmer_new(algorithm, nil) else { return nil }
    unsafe self.handle = handle
    self.departs = departs
  }

  deinit { unsafe sb_stemmer_delete(handle) }

  /// Replaces the content of `stem` by the stem of `term`, folded UTF-8.
  ///
  /// A term that the algorithm would make empty stays as it is.
  public func stem(_ term: UnsafeBufferPointer<UInt8>, into stem: inout [UInt8]) {
    unsafe stemAsPublished(term, into: &stem)
    guard departs else { return }
    let published = stem
    stem = unsafe PorterDepartures.stem(of: Array(term), published) { word in
      unsafe word.withUnsafeBufferPointer { unsafe stemAsPublished($0, into: &stem) }
      return stem
    }
  }

  private func stemAsPublished(_ term: UnsafeBufferPointer<UInt8>, into stem: inout [UInt8]) {
    stem.removeAll(keepingCapacity: true)
    guard let base = term.baseAddress, let size = Int32(exactly: term.count) else { return }
    if let result = unsafe sb_stemmer_stem(handle, base, size) {
      let count = unsafe Int(sb_stemmer_length(handle))
      unsafe stem.append(contentsOf: UnsafeBufferPointer(start: result, count: max(0, count)))
    }
    if stem.isEmpty { unsafe stem.append(contentsOf: term) }
  }

  /// The stem of `term`, folded UTF-8.
  public func stem(_ term: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    unsafe term.withUnsafeBufferPointer { unsafe stem($0, into: &result) }
    return result
  }
}
