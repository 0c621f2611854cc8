import Glibc

/// A detached thread of the system that runs one function.
public final class BackgroundThread {
    private let body: @Sendable () -> Void

    private init(_ body: @escaping @Sendable () -> Void) { self.body = body }

    /// Starts the thread.
    ///
    /// - Returns: False where the system has none to give; then the function is not run.
    @discardableResult
    public static func start(_ body: @escaping @Sendable () -> Void) -> Bool {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(BackgroundThread(body)).toOpaque()
        let status = pthread_create(
            &thread, nil,
            { argument in
                if let argument {
                    Unmanaged<BackgroundThread>.fromOpaque(argument).takeRetainedValue().body()
                }
                return nil
            }, argument)
        if status == 0 {
            pthread_detach(thread)
        } else {
            Unmanaged<BackgroundThread>.fromOpaque(argument).release()
        }
        return status == 0
    }
}
