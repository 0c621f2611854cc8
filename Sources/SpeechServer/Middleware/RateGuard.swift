import AudioSignal
import HTTPTypes
import Hummingbird
import Synchronization

/// Refuses clients that begin more requests than they may.
struct RateGuard: RouterMiddleware {
    typealias Context = ServerContext

    private let buckets: RateBuckets

    init(_ buckets: RateBuckets) { self.buckets = buckets }

    func handle(
        _ request: Request, context: Context,
        next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        if request.method == .post, let wait = buckets.take(context.client) {
            throw APIError.tooFast(wait)
        }
        return try await next(request, context)
    }
}

extension APIError {
    /// More requests than one client may begin in a minute.
    static func tooFast(_ wait: Int) -> APIError {
        APIError(
            status: .tooManyRequests, kind: .rateLimit,
            message: "more requests than this client may begin in a minute; slow down",
            code: "rate_limit_exceeded", retryAfter: wait)
    }
}

/// A bucket of requests for each client, filled steadily.
final class RateBuckets: Sendable {
    /// How full a client's bucket was when it was last looked at.
    struct Bucket: Sendable {
        var level: Double
        var time: ContinuousClock.Instant
    }

    private let perMinute: Int
    private let buckets = Mutex<[String: Bucket]>([:])
    /// Clients remembered at the most; full buckets are forgotten first, for they tell nothing.
    private static let memory = 10_000

    /// - Parameter perMinute: Requests that one client may begin in a minute; 0: any number.
    init(perMinute: Int) { self.perMinute = perMinute }

    /// Takes one request out of a client's bucket.
    ///
    /// - Returns: nil if there was one, else the seconds until there is.
    func take(_ client: String, at now: ContinuousClock.Instant = .now) -> Int? {
        guard perMinute > 0 else { return nil }
        let capacity = Double(perMinute)
        let perSecond = capacity / 60
        return buckets.withLock { buckets in
            if buckets.count >= Self.memory, buckets[client] == nil {
                buckets = buckets.filter { _, bucket in
                    bucket.level + (now - bucket.time).seconds * perSecond < capacity
                }
                if buckets.count >= Self.memory { buckets.removeAll() }
            }
            var bucket = buckets[client] ?? Bucket(level: capacity, time: now)
            bucket.level = min(
                capacity, bucket.level + (now - bucket.time).seconds * perSecond)
            bucket.time = now
            defer { buckets[client] = bucket }
            guard bucket.level >= 1 else {
                return max(1, Int(((1 - bucket.level) / perSecond).rounded(.up)))
            }
            bucket.level -= 1
            return nil
        }
    }
}
