internal import CSimdJSON

/// Access without a string per key and value, for reading many documents of one shape.
extension JSONValue {
  /// Calls `visit` with the UTF-8 of each key and the value of an object, in order.
  ///
  /// Does nothing if this is no object. The bytes are valid during the call only.
  public func forEachMemberBytes(_ visit: (UnsafeRawBufferPointer, JSONValue) -> Void) {
    guard isObject else { return }
    unsafe withoutActuallyEscaping(visit) { visit in
      var box = unsafe Visitor(visit: visit)
      unsafe withUnsafeMutablePointer(to: &box) { box in
        unsafe json_element_members(element, box) { context, key, keyLength, value in
          guard let context = unsafe context else { return }
          let bytes = unsafe UnsafeRawBufferPointer(start: key, count: key == nil ? 0 : keyLength)
          unsafe context.assumingMemoryBound(to: Visitor.self).pointee
            .visit(bytes, JSONValue(element: value))
        }
      }
    }
  }

  @safe private struct Visitor { let visit: (UnsafeRawBufferPointer, JSONValue) -> Void }

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
