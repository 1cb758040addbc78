/// What the channel of an RSS feed says for all its items.
struct FeedChannel {
  /// The name of the feed, or of who publishes it.
  let source: String
  /// The language as it is written there, or nil.
  let language: String?

  /// The channel in `envelope`, or what stands in its place.
  init(in envelope: XMLElement) {
    let channel = envelope.first("channel") ?? envelope
    source =
      [channel["title"], channel["dc:publisher"]]
      .lazy.map { MixedText.line(of: $0) }.first { !$0.isEmpty } ?? ""
    language =
      channel["language"]?.line ?? channel["dc:language"]?.line ?? channel.attribute("xml:lang")
  }
}
