/// Why a server can't start.
public enum ServerError: Error, Sendable, CustomStringConvertible {
    /// Settings that exclude each other or lack something.
    case settings(name: String, reason: String)
    /// The address can't be listened on.
    case address(host: String, port: Int, reason: String)
    /// A file that the settings name can't be used.
    case file(path: String, reason: String)

    /// The error with its remedy, in one line.
    public var description: String {
        switch self {
        case .settings(let name, let reason): "\(name): \(reason)"
        case .address(let host, let port, let reason):
            "can't listen on \(host) port \(port): \(reason)"
        case .file(let path, let reason): "\(path): \(reason)"
        }
    }
}
