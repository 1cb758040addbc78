/// What a language does with a word that an apostrophe joins to another.
enum Elision: Sendable {
  /// The apostrophe vanishes: `don't` is `dont`.
  case none
  /// These words lose a vowel before the next word, and are no part of it: `l’Europe` is `europe`.
  case articles(Set<[UInt8]>)
  /// What follows is an ending of a name: `Ankara'nın` is `ankara`.
  case endings

  /// The rule of `language`.
  init(language: String) {
    let articles: String? =
      switch language {
      case "french": "l d j m t n s c qu jusqu lorsqu puisqu quoiqu"
      case "italian":
        "l un c d all dall dell nell sull coll pell gl agl dagl degl negl sugl m t s v quest quell"
      case "catalan": "d l m n s t"
      case "irish": "b d m"
      default: nil
      }
    if let articles {
      self = .articles(Set(articles.split(separator: " ").map { Array($0.utf8) }))
    } else {
      self = language == "turkish" ? .endings : .none
    }
  }
}
