/// What a markup parser saw, in order: elements, their attributes, text.
///
/// A flat tape instead of callbacks: the parser behind it can be replaced, and all code after it is
/// safe Swift. An event takes 12 bytes.
struct HTMLEvents {
  /// What happened.
  enum Kind: UInt8 { case start, attribute, end, text }

  /// One thing that happened.
  struct Event {
    let kind: Kind
    /// The raw value of an `HTMLTag` or, for attributes, of an `HTMLAttribute`.
    let code: UInt8
    /// Where the text or the attribute's value is in `bytes`.
    let start: UInt32
    var end: UInt32
  }

  /// The text and the attribute values, one after the other; not necessarily valid UTF-8.
  var bytes: [UInt8] = []
  /// The events in the order of the document.
  var events: [Event] = []

  /// Notes the start of an element; its attributes follow.
  mutating func start(_ tag: HTMLTag) {
    events.append(Event(kind: .start, code: tag.rawValue, start: 0, end: 0))
  }

  /// Notes the end of an element.
  mutating func end(_ tag: HTMLTag) {
    events.append(Event(kind: .end, code: tag.rawValue, start: 0, end: 0))
  }

  /// Notes that the bytes from `start` on are text; text right after text becomes one event.
  mutating func text(from start: Int) {
    let end = UInt32(bytes.count)
    if let last = events.last, last.kind == .text, Int(last.end) == start {
      events[events.count - 1].end = end
    } else {
      events.append(Event(kind: .text, code: 0, start: UInt32(start), end: end))
    }
  }

  /// Forgets every attribute of that name.
  mutating func remove(_ attribute: HTMLAttribute) {
    events.removeAll { $0.kind == .attribute && $0.code == attribute.rawValue }
  }

  /// Notes that the bytes from `start` on are the value of an attribute.
  mutating func attribute(_ attribute: HTMLAttribute, from start: Int) {
    events.append(
      Event(
        kind: .attribute, code: attribute.rawValue, start: UInt32(start), end: UInt32(bytes.count)))
  }
}
