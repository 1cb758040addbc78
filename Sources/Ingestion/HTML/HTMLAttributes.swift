/// The attributes of one start tag on a tape.
struct HTMLAttributes {
  let tape: HTMLEvents
  let range: Range<Int>

  /// The value of an attribute, or nil if the tag has none of that name.
  subscript(_ attribute: HTMLAttribute) -> ArraySlice<UInt8>? {
    for index in range where tape.events[index].code == attribute.rawValue {
      return value(tape.events[index])
    }
    return nil
  }

  private func value(_ event: HTMLEvents.Event) -> ArraySlice<UInt8> {
    tape.bytes[Int(event.start)..<Int(event.end)]
  }

  /// Whether `word`, in lower case, is one of the space-separated words of an attribute.
  func has(_ word: String, in attribute: HTMLAttribute) -> Bool {
    guard let value = self[attribute], value.count >= word.utf8.count else { return false }
    return value.split(whereSeparator: \.isSpace)
      .contains { $0.lazy.map(\.lowercased).elementsEqual(word.utf8) }
  }

  /// What the names in the attributes say, together.
  var hints: ClassHints {
    var hints: ClassHints = []
    for index in range {
      let event = tape.events[index]
      switch HTMLAttribute(rawValue: event.code) {
      case .id:
        // One of four words and more is that of a heading, to be linked to.
        let name = value(event)
        if name.count(where: { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }) < 3 {
          hints.formUnion(ClassHints(words: name))
        }
      case .class, .role, .itemprop: hints.formUnion(ClassHints(words: value(event)))
      case .hidden: hints.insert(.hidden)
      case .ariaHidden where value(event).elementsEqual("true".utf8): hints.insert(.hidden)
      case .style where isHiding(value(event)): hints.insert(.hidden)
      default: break
      }
    }
    return hints
  }

  /// Whether an inline style says "display: none" or "visibility: hidden".
  private func isHiding(_ style: ArraySlice<UInt8>) -> Bool {
    let letters = style.lazy.filter { !$0.isSpace }.map(\.lowercased)
    let plain = String(decoding: Array(letters), as: UTF8.self)
    return plain.contains("display:none") || plain.contains("visibility:hidden")
  }
}
