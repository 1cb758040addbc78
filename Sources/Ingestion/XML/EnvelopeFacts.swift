/// What a format reads of the envelope for all items: kept until there is more of the envelope.
///
/// Each of half a million items would look through all that stands around them otherwise.
struct EnvelopeFacts<Facts> {
  private let read: (XMLElement) -> Facts
  private var known: (facts: Facts, size: Int)?

  /// Facts that `read` finds in an envelope.
  init(_ read: @escaping (XMLElement) -> Facts) { self.read = read }

  /// What stands in `envelope` as far as it was read, always the same one.
  mutating func callAsFunction(_ envelope: XMLElement) -> Facts {
    let size = envelope.tree.size
    if let known, known.size == size { return known.facts }
    let facts = read(envelope)
    known = (facts, size)
    return facts
  }
}
