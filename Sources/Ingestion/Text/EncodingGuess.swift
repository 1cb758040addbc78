/// The encoding of bytes that name none, from what they would spell in each.
///
/// Every plausible encoding reads the words that hold other bytes than ASCII. Letters that are
/// usual in its languages and stand beside their like give points; bytes that mean nothing in it,
/// capitals after small letters, symbols inside words and mixed scripts cost some. Windows-1252
/// stands unless another encoding is clearly ahead, so that a few accents never change a text.
enum EncodingGuess {
  /// How many bytes of words are looked at; a paragraph is enough.
  static let sampleSize = 8 << 10

  /// How many points another encoding must be ahead of windows-1252: four letters in place.
  static let margin = 16

  /// The most plausible encoding of `bytes`, which are not UTF-8, as a name for iconv.
  ///
  /// - Complexity: linear until the sample is full, then constant.
  static func encoding(of bytes: UnsafeRawBufferPointer) -> String {
    let sample = sample(of: unsafe ByteView(bytes))
    let isForeign = hasForeignWords(sample)
    let alphabets =
      isForeign ? ByteAlphabet.all : ByteAlphabet.all.filter { $0.script == .latin }
    var western = Int.min
    var best = (encoding: fallback, score: Int.min)
    func consider(_ encoding: String, _ score: Int) {
      if encoding == fallback { western = max(western, score) }
      if score > best.score { best = (encoding, score) }
    }
    for alphabet in alphabets { consider(alphabet.encoding, alphabet.score(sample)) }
    if isForeign {
      for characters in CharacterProfile.all {
        consider(characters.encoding, characters.score(sample))
      }
    }
    return best.score > 0 && best.score - western >= margin ? best.encoding : fallback
  }

  /// Whether `bytes` cannot be in `encoding`: one in five of its characters there is bad.
  ///
  /// - Complexity: linear until the sample is full, then constant.
  static func excludes(_ encoding: String, for bytes: UnsafeRawBufferPointer) -> Bool {
    let text = text(of: sample(of: unsafe ByteView(bytes)), in: encoding)
    var characters = 0
    var bad = 0
    for scalar in text.unicodeScalars where !scalar.isASCII {
      characters += 1
      if scalar == "\u{FFFD}" { bad += 1 }
    }
    return bad >= 4 && bad * 5 >= characters
  }

  /// What is assumed when nothing speaks against it, as browsers do.
  static let fallback = "WINDOWS-1252"

  /// The text of `bytes` in `encoding`.
  static func text(of bytes: [UInt8], in encoding: String) -> String {
    unsafe bytes.withUnsafeBytes { unsafe EncodingConverter.utf8($0, from: encoding) }
  }

  /// The words with bytes beyond ASCII, a space before and after each, up to `sampleSize`.
  ///
  /// Words end at bytes that are part of no character in any encoding but themselves.
  static func sample(of bytes: ByteView) -> [UInt8] {
    var sample: [UInt8] = [0x20]
    var start = 0
    var isForeign = false
    for i in 0..<bytes.count {
      let byte = bytes[i]
      if byte >= 0x80 { isForeign = true }
      guard byte < 0x30 || (0x3A...0x3F).contains(byte) else { continue }
      if isForeign {
        append(start..<i, of: bytes, to: &sample)
        if sample.count >= sampleSize { return sample }
      }
      start = i + 1
      isForeign = false
    }
    if isForeign { append(start..<bytes.count, of: bytes, to: &sample) }
    return sample
  }

  private static func append(_ word: Range<Int>, of bytes: ByteView, to sample: inout [UInt8]) {
    let end = min(word.upperBound, word.lowerBound + sampleSize)
    bytes.copy(word.lowerBound..<end, to: &sample)
    sample.append(0x20)
  }

  /// Whether the bytes beyond ASCII stand together, as they do where the script is not Latin.
  private static func hasForeignWords(_ sample: [UInt8]) -> Bool {
    var foreign = 0
    var together = 0
    var isAfterForeign = false
    for byte in sample {
      let isForeign = byte >= 0x80
      if isForeign { foreign += 1 }
      if isForeign && isAfterForeign { together += 1 }
      isAfterForeign = isForeign
    }
    return together * 4 >= foreign
  }
}
