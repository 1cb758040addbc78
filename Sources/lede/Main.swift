import LedeCommand

@main enum Main {
  static func main() { CommandLineTool.main() }
}
