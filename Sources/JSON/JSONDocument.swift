internal import CSimdJSON

/// A parser and the document it parsed last.
///
/// Keep one and parse many texts with it: its buffers are reused. Not thread-safe.
/// Parsing is done by simdjson; texts up to 4 GB, depth up to 1,024.
@safe public final class JSONParser {
  private let parser: OpaquePointer

  /// A parser without a document.
  public init() {
    guard let parser = unsafe json_parser_new() else { fatalError("out of memory") }
    unsafe self.parser = parser
  }

  deinit { unsafe json_parser_free(parser) }

  /// Whether `text` is valid UTF-8, as JSON must be (RFC 8259, section 8.1).
  ///
  /// Linear, many bytes in one step.
  public static func isUTF8(_ text: UnsafeRawBufferPointer) -> Bool {
    guard let start = unsafe text.baseAddress?.assumingMemoryBound(to: CChar.self) else {
      return true
    }
    return unsafe json_is_utf8(start, text.count)
  }

  /// The root of the document `text`; it and all values below it are valid inside `body` only.
  ///
  /// - Throws: `JSONError` if the text is not one valid JSON value in UTF-8, or what `body` throws.
  /// - Complexity: linear in the text.
  public func parse<Result>(
    _ text: UnsafeRawBufferPointer, _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    var root = unsafe json_element()
    let characters = unsafe text.baseAddress?.assumingMemoryBound(to: CChar.self)
    if let message = unsafe json_parse(parser, characters, text.count, false, &root) {
      throw JSONError(reason: unsafe String(cString: message))
    }
    return try unsafe body(JSONValue(element: root))
  }

  /// The root of the document `text`, as above.
  public func parse<Result>(
    _ text: String, _ body: (JSONValue) throws -> Result
  ) throws -> Result {
    var text = text
    return try text.withUTF8 { try unsafe parse(UnsafeRawBufferPointer($0), body) }
  }
}

/// Why a text is not JSON.
public struct JSONError: Error, Sendable, CustomStringConvertible {
  /// What the parser says, in its words.
  public let reason: String
  /// The reason.
  public var description: String { reason }
}
