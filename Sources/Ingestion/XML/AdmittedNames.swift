/// The names that a document has used so far, up to a limit.
///
/// libxml2 keeps every name and every address of a namespace it meets, in lists that only grow longer beyond
/// some ten thousand: a document that invents names without end would take quadratic time.
struct AdmittedNames {
  /// More than any vocabulary has; further names are left out with their tags.
  static let limit = 10_000

  private var hashes: Set<UInt64> = []

  /// Whether what stands in `range` was met before, or may still be added.
  mutating func admit(_ range: Range<Int>, of source: ByteView) -> Bool {
    var hash = NameHash.seed
    for i in range { NameHash.add(source[i], to: &hash) }
    if hashes.contains(hash) { return true }
    guard hashes.count < Self.limit else { return false }
    hashes.insert(hash)
    return true
  }
}
