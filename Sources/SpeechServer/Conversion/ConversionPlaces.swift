import SpeechModel
import Synchronization

/// How many recordings and speakers may be converted at the same time.
final class ConversionPlaces: Sendable {
    private let limit: Int
    private let taken = Mutex(0)

    /// Conversions for each processor where nobody says how many: a frame of 20 ms takes a tenth of
    /// that, and half is left to speech.
    private static let perProcessor = 4

    /// - Parameter limit: 0: four to a processor.
    init(limit: Int) { self.limit = limit > 0 ? limit : Self.perProcessor * Processors.count }

    /// A place; it is given back when it is let go of.
    final class Place: Sendable {
        private let places: ConversionPlaces

        fileprivate init(_ places: ConversionPlaces) { self.places = places }

        deinit { places.taken.withLock { $0 -= 1 } }
    }

    /// How many are converted now.
    var count: Int { taken.withLock { $0 } }

    /// - Throws: ``APIError`` 503 where all are taken.
    func enter() throws(APIError) -> Place {
        let isFree = taken.withLock { taken in
            guard taken < limit else { return false }
            taken += 1
            return true
        }
        guard isFree else {
            throw .busy(
                "\(limit) conversions are running (server.max_conversions); try again later",
                retryAfter: 5)
        }
        return Place(self)
    }
}
