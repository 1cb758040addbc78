/// Two areas of fixed size in which tokens are written before they go to a buffer.
@safe final class TokenAreas: @unchecked Sendable {
  let terms: UnsafeMutablePointer<UInt8>
  let tokens: UnsafeMutablePointer<Token>

  init() {
    unsafe terms = .allocate(capacity: TokenWriter.termCapacity)
    unsafe tokens = .allocate(capacity: TokenWriter.tokenCapacity)
  }

  deinit {
    unsafe terms.deallocate()
    unsafe tokens.deallocate()
  }
}
