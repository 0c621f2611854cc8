extension ServerSettings {
    /// Sets one value of the server from its text.
    mutating func assign(_ field: SettingField) throws(SettingsError) {
        switch field.key {
        case .serverHost: host = try field.name()
        case .serverPort: port = try field.whole(in: 0...65_535)
        case .serverKey: apiKeys = try field.names()
        case .serverKeyFile: apiKeyFile = try field.name()
        case .serverInsecure: isInsecure = try field.flag()
        case .serverOrigins: corsOrigins = try field.names()
        case .serverCertificate: tlsCertificate = try field.name()
        case .serverPrivateKey: tlsKey = try field.name()
        case .serverMaximumBody: maximumBody = try field.bytes(least: 1 << 10)
        case .serverMaximumConnections: maximumConnections = try field.whole(in: 1...1_000_000)
        case .serverMaximumRequests: maximumRequests = try field.whole(in: 1...4_096)
        case .serverMaximumQueue: maximumQueue = try field.whole(in: 0...100_000)
        case .serverMaximumConversions: maximumConversions = try field.whole(in: 0...10_000)
        case .serverQueueTimeout: queueTimeout = try field.seconds(in: 0...3_600)
        case .serverClientRequests: clientRequests = try field.whole(in: 1...100_000)
        case .serverClientRate: clientRate = try field.whole(in: 0...1_000_000)
        case .serverHeaderTimeout: headerTimeout = try field.seconds(in: 0.1...3_600)
        case .serverBodyTimeout: bodyTimeout = try field.seconds(in: 0.1...3_600)
        case .serverWriteTimeout: writeTimeout = try field.seconds(in: 0.1...86_400)
        case .serverIdleTimeout: idleTimeout = try field.seconds(in: 0.1...86_400)
        case .serverDrain: drain = try field.seconds(in: 0...86_400)
        case .serverWarm: warm = try field.names()
        case .serverIdleUnload: idleUnload = try field.seconds(in: 0...31_536_000)
        case .serverData: data = try field.name()
        case .serverJobWorkers: jobWorkers = try field.whole(in: 0...64)
        case .serverJobsKept: jobsKeptDays = try field.whole(in: 0...36_500)
        case .serverLogLevel:
            logLevel =
                LogLevel(rawValue: try field.oneOf(LogLevel.allCases.map(\.rawValue))) ?? logLevel
        case .serverLogFormat:
            logFormat =
                LogFormat(rawValue: try field.oneOf(LogFormat.allCases.map(\.rawValue)))
                ?? logFormat
        case .serverLogText: logsText = try field.flag()
        case .serverWyoming: wyoming = try field.flag()
        case .serverWyomingHost: wyomingHost = try field.name()
        case .serverWyomingPort: wyomingPort = try field.whole(in: 0...65_535)
        default: preconditionFailure("\(field.key.rawValue) is no setting of the server")
        }
    }
}

extension SettingKey {
    /// The value of a server's setting where nothing is set; nil where unset has a
    /// meaning of its own.
    var serverDefaultText: String? {
        let server = ServerSettings()
        func seconds(_ duration: Duration) -> String { String(duration.components.seconds) }
        return switch self {
        case .serverHost: server.host
        case .serverPort: "\(server.port)"
        case .serverInsecure: "\(server.isInsecure)"
        case .serverMaximumBody: ByteCount.text(server.maximumBody)
        case .serverMaximumConnections: "\(server.maximumConnections)"
        case .serverMaximumRequests: "\(server.maximumRequests)"
        case .serverMaximumQueue: "\(server.maximumQueue)"
        case .serverMaximumConversions: "\(server.maximumConversions)"
        case .serverQueueTimeout: seconds(server.queueTimeout)
        case .serverClientRequests: "\(server.clientRequests)"
        case .serverClientRate: "\(server.clientRate)"
        case .serverHeaderTimeout: seconds(server.headerTimeout)
        case .serverBodyTimeout: seconds(server.bodyTimeout)
        case .serverWriteTimeout: seconds(server.writeTimeout)
        case .serverIdleTimeout: seconds(server.idleTimeout)
        case .serverDrain: seconds(server.drain)
        case .serverIdleUnload: seconds(server.idleUnload)
        case .serverJobWorkers: "\(server.jobWorkers)"
        case .serverJobsKept: "\(server.jobsKeptDays)"
        case .serverLogLevel: server.logLevel.rawValue
        case .serverLogFormat: server.logFormat.rawValue
        case .serverLogText: "\(server.logsText)"
        case .serverWyoming: "\(server.wyoming)"
        case .serverWyomingHost: server.wyomingHost
        case .serverWyomingPort: "\(server.wyomingPort)"
        default: nil
        }
    }
}
