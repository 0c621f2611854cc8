internal import Glibc

/// What ONNX Runtime tells its maker, which Syrinx never lets it.
///
/// Since some version before 1.31 the Linux builds write an ID of the machine into the user's
/// cache and send events over the network, unless the environment says otherwise before the
/// library is loaded (seen with 1.31.1: `.cache/Microsoft/DeveloperTools` and the name of the
/// server in the library).
public enum OnnxRuntimeTelemetry {
    private static let variable = "ORT_DISABLE_TELEMETRY"

    /// Refuses it for this process. Best called before other threads read the environment;
    /// loading the library does it too.
    public static func refuse() {
        guard getenv(variable).map({ String(cString: $0) }) != "1" else { return }
        setenv(variable, "1", 1)
    }
}
