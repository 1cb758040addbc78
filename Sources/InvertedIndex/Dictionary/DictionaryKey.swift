/// The key of a term, the number of its field and then its bytes, in memory that others keep.
@safe public struct DictionaryKey: BitwiseCopyable {
  let bytes: UnsafeRawBufferPointer

  /// The key of those bytes, which must outlive it.
  @unsafe public init(_ bytes: UnsafeRawBufferPointer) { unsafe self.bytes = unsafe bytes }

  /// The number of the field.
  public var field: UInt8 { unsafe bytes[0] }

  /// The bytes of the term.
  public var term: [UInt8] { unsafe Array(bytes.dropFirst()) }

  /// Calls `body` with the key of `term` in a field, which takes no memory of its own.
  @inline(__always)
  static func with<Result>(
    field: UInt8, _ term: [UInt8], _ body: (DictionaryKey) throws(IndexError) -> Result
  ) throws(IndexError) -> Result {
    try unsafe withUnsafeTemporaryAllocation(byteCount: term.count + 1, alignment: 1) {
      (key) throws(IndexError) in
      unsafe key[0] = field
      for i in term.indices { unsafe key[i + 1] = term[i] }
      return unsafe try body(DictionaryKey(UnsafeRawBufferPointer(key)))
    }
  }
}
