public import ArgumentParser

/// The command line of Lede.
public struct LedeCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(commandName: "lede")
  public init() {}
}
