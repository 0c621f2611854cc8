import ArgumentParser
import Logging
import SpeechEngine
import SpeechServer

/// `syrinx serve`: the server and its page.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve speech over HTTP and WebSocket, with a page.",
        discussion: """
            Every setting of the server stands in the [server] table of the settings file, and \
            as SYRINX_SERVER_… in the environment; `syrinx config` lists them all. Ctrl-C lets \
            running requests end; the second one doesn't.
            """)

    @Option(help: ArgumentHelp("Address to listen on.", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("TCP port; 0: any that is free.", valueName: "n"))
    var port: String?

    @Option(
        help: ArgumentHelp("File with the keys that clients must show.", valueName: "file"))
    var apiKeyFile: String?

    @Flag(help: "Listen beyond this machine without a key.")
    var insecure = false

    @Option(help: ArgumentHelp("Folder of jobs.", valueName: "folder"))
    var data: String?

    @Option(help: ArgumentHelp("trace, debug, info, notice, warning or error.", valueName: "level"))
    var logLevel: String?

    @OptionGroup var speech: SpeechOptions
    @OptionGroup var settingsOptions: SettingsOptions

    func run() async throws {
        let settings = try settingsOptions.load(
            flags: speech.flags + [
                (.serverHost, host, "--host"), (.serverPort, port, "--port"),
                (.serverKeyFile, apiKeyFile, "--api-key-file"),
                (.serverInsecure, insecure ? "true" : nil, "--insecure"),
                (.serverData, data, "--data"), (.serverLogLevel, logLevel, "--log-level"),
            ]
        ).settings
        let engine = try SpeechEngine(settings, residency: settings.residency)
        let logger = SpeechServer.logger(settings.server)
        do {
            let server = try SpeechServer(engine, version: syrinxVersion, logger: logger)
            Interruption.shared.onRequest(within: nil) { server.end() }
            let scheme = settings.server.tlsCertificate == nil ? "http" : "https"
            try await server.run { port in
                Console.printError(
                    "syrinx: listening on \(scheme)://\(settings.server.host):\(port)/ "
                        + "(Ctrl-C ends it)")
            }
        } catch let error as ServerError {
            Console.report(error.description)
            throw ExitCode(ExitStatus.usage)
        }
        await engine.shutdown()
    }
}
