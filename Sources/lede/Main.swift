import ArgumentParser
import LedeCommand

@main enum Main {
  static func main() { LedeCommand.main() }
}
