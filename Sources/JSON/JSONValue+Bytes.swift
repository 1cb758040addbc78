internal import CSimdJSON

/// Access without a string per key and value, for reading many documents of one shape.
extension JSONValue {
  /// Calls `visit` with the UTF-8 of each key and the value of an object, in order.
  ///
  /// Does nothing if this is no object. The bytes are valid during the call only.
  public func forEachMemberBytes(_ visit: (UnsafeRawBufferPointer, JSONValue) -> Void) {
    guard isObject else { return }
    var members = unsafe json_element_members(element)
    while let member = unsafe Self.next(&members) { unsafe visit(member.key, member.value) }
  }

  /// The next member of an object or item of an array, which has an empty key; nil at the end.
  static func next(
    _ members: inout json_members
  ) -> (key: UnsafeRawBufferPointer, value: JSONValue)? {
    var (key, length): (UnsafePointer<CChar>?, Int) = (nil, 0)
    var value = unsafe json_element()
    guard unsafe json_members_next(&members, &key, &length, &value) else { return nil }
    return unsafe (UnsafeRawBufferPointer(start: key, count: length), JSONValue(element: value))
  }

  /// Lends the UTF-8 of a string; nil if this is none.
  ///
  /// The bytes are valid during the call only.
  public func withStringBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result? {
    guard kind == JSON_STRING else { return nil }
    var length = 0
    guard let bytes = unsafe json_element_string(element, &length) else { return nil }
    return unsafe body(UnsafeRawBufferPointer(start: bytes, count: length))
  }
}
