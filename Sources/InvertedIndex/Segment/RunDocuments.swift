internal import Bytes

/// The documents of a run, one behind the other in few bytes, without what is stored of them.
struct RunDocuments {
  /// Which of the parts that not all documents have follow.
  private enum Part {
    static let date: UInt8 = 1
    static let copyKey: UInt8 = 2
  }

  private var writer = ByteWriter()
  private(set) var count = 0

  /// The bytes so far.
  var bytes: [UInt8] { writer.bytes }

  /// Adds the next document.
  mutating func append(_ document: DocumentRecord) {
    writer.writeVariable(document.identifier.count)
    writer.append(document.identifier)
    writer.writeVariable(document.length)
    writer.writeVariable(document.weightedLength - document.length)
    writer.writeVariable(document.titleLength)
    writer.writeVariable(document.textBytes)
    writer.write(
      (document.date == nil ? 0 : Part.date) | (document.copyKey == 0 ? 0 : Part.copyKey))
    if let date = document.date { writer.write(UInt64(bitPattern: date)) }
    if document.copyKey != 0 { writer.write(document.copyKey) }
    count += 1
  }

  /// Calls `visit` with the `count` documents in `bytes`, in order.
  static func forEach<E: Error>(
    _ count: Int, in bytes: RunBytes, _ visit: (DocumentRecord) throws(E) -> Void
  ) throws(E) {
    var reader = unsafe ByteReader(bytes.buffer)
    for _ in 0..<count {
      let size = reader.readVariable()
      let identifier = unsafe Array(bytes.buffer[reader.offset..<reader.offset + size])
      reader.skip(size)
      let length = reader.readVariable()
      let weightedLength = length + reader.readVariable()
      let titleLength = reader.readVariable()
      let textBytes = reader.readVariable()
      let parts = reader.read(UInt8.self)
      let date = parts & Part.date == 0 ? nil : Int64(bitPattern: reader.read(UInt64.self))
      let copyKey = parts & Part.copyKey == 0 ? 0 : reader.read(UInt64.self)
      try visit(
        DocumentRecord(
          identifier: identifier, length: length, weightedLength: weightedLength,
          titleLength: titleLength, date: date, textBytes: textBytes, stored: [],
          copyKey: copyKey))
    }
  }
}
