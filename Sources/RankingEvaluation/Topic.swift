/// A question of a test collection: what a user types, and what the user means by it.
public struct Topic: Sendable, Hashable {
  /// A part of a topic that can serve as query.
  public enum Part: String, Sendable, CaseIterable {
    case title, description, narrative
  }

  /// The name by which judgments and runs refer to the topic, without spaces.
  public let id: String
  /// A few words, as typed into a search box; may be empty in a topic with a description only.
  public let title: String
  /// One sentence, or empty.
  public let description: String
  /// What is relevant and what is not, or empty.
  public let narrative: String

  /// A topic of these parts.
  public init(id: String, title: String, description: String = "", narrative: String = "") {
    self.id = id
    self.title = title
    self.description = description
    self.narrative = narrative
  }

  /// The text of one part; may be empty.
  public func text(of part: Part) -> String {
    switch part {
    case .title: title
    case .description: description
    case .narrative: narrative
    }
  }

  /// The query made of `parts`, one after the other; the first part that has text where those have none.
  public func query(_ parts: [Part] = [.title]) -> String {
    let chosen = parts.map(text(of:)).filter { !$0.isEmpty }
    if !chosen.isEmpty { return chosen.joined(separator: " ") }
    return Part.allCases.map(text(of:)).first { !$0.isEmpty } ?? ""
  }
}
