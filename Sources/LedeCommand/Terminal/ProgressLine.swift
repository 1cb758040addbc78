internal import Synchronization

/// One line on standard error that counts, for people who wait.
final class ProgressLine: Sendable {
  private struct State {
    var start = ContinuousClock.now
    var shown: ContinuousClock.Instant?
  }

  private let isShown: Bool
  private let state = Mutex(State())

  init(isShown: Bool) { self.isShown = isShown }

  /// Shows the number of articles read; at most ten times a second, not in the first half second.
  func show(_ articles: Int) {
    guard isShown else { return }
    state.withLock { state in
      let now = ContinuousClock.now
      guard now - state.start > .milliseconds(500),
        state.shown.map({ now - $0 > .milliseconds(100) }) ?? true
      else { return }
      state.shown = now
      let rate = Int(Double(articles) / max((now - state.start).inSeconds, 1e-3))
      StandardError.write("\r\u{1B}[K\(articles.of("article")) read, \(rate.grouped)/s")
    }
  }

  /// Takes the line away.
  func clear() {
    state.withLock { state in
      if state.shown != nil { StandardError.write("\r\u{1B}[K") }
      state.shown = nil
    }
  }
}
