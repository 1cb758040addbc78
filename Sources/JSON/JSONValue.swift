internal import CSimdJSON

/// A value inside a parsed document; valid only inside the closure of `JSONParser.parse`.
@safe public struct JSONValue {
  let element: json_element

  init(element: json_element) { unsafe self.element = element }

  var kind: json_kind { unsafe json_element_kind(element) }

  /// Whether this is `null`.
  public var isNull: Bool { kind == JSON_NULL }
  /// Whether this is an object.
  public var isObject: Bool { kind == JSON_OBJECT }
  /// Whether this is an array.
  public var isArray: Bool { kind == JSON_ARRAY }

  /// The text of a string, or nil.
  public var string: String? {
    guard kind == JSON_STRING else { return nil }
    var length = 0
    guard let bytes = unsafe json_element_string(element, &length) else { return nil }
    return unsafe String(
      decoding: UnsafeRawBufferPointer(start: bytes, count: length), as: UTF8.self)
  }

  /// A whole number, or nil.
  public var integer: Int? {
    switch kind {
    case JSON_INT: unsafe Int(json_element_int(element))
    case JSON_UINT: nil  // above Int.max: simdjson gives small ones as JSON_INT
    default: nil
    }
  }

  /// A number, or nil.
  public var number: Double? {
    switch kind {
    case JSON_INT: unsafe Double(json_element_int(element))
    case JSON_DOUBLE: unsafe json_element_double(element)
    default: nil
    }
  }

  /// A truth value, or nil.
  public var boolean: Bool? {
    kind == JSON_BOOL ? unsafe json_element_bool(element) : nil
  }

  /// A string, or a number or truth value written as one; nil for the rest.
  public var text: String? {
    if let string { return string }
    if let integer { return String(integer) }
    if let number { return String(number) }
    return boolean.map { String($0) }
  }

  /// Calls `visit` with each key and value of an object, in order; does nothing otherwise.
  public func forEachMember(_ visit: (String, JSONValue) -> Void) {
    unsafe forEachMemberBytes { key, value in
      visit(unsafe String(decoding: key, as: UTF8.self), value)
    }
  }

  /// The items of an array; empty otherwise.
  public var items: [JSONValue] {
    guard isArray else { return [] }
    var items: [JSONValue] = []
    var members = unsafe json_element_members(element)
    while let item = unsafe Self.next(&members) { unsafe items.append(item.value) }
    return items
  }

  /// The first member of that name, or nil.
  public subscript(_ name: String) -> JSONValue? {
    var found: JSONValue?
    forEachMember { key, value in if found == nil, key == name { found = value } }
    return found
  }
}
