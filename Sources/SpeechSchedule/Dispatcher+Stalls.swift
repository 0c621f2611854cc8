import AudioSignal
import SpeechModel

// Calls from which nothing comes.
//
// Time is an event. A call that has been quiet for too long is given up: its batch is
// no flight any more, so whatever it says finds nobody, and its worker is free. Its
// segments are blamed only when alone, as for other failures, but a batch is taken apart
// at once instead of being halved: each try costs the listener the whole patience.
extension Dispatcher {
    /// A stalled call that has not returned.
    struct Stray: Sendable {
        let family: String
        let bytes: Int
    }

    /// Time in which the process was running has passed.
    mutating func tick(_ elapsed: Duration) {
        for batch in flights.keys.sorted(by: { $0.number < $1.number }) {
            // One that is held can't say anything.
            guard var flight = flights[batch], !flight.isHeld else { continue }
            flight.quiet += elapsed
            flights[batch] = flight
            if flight.quiet >= flight.patience { giveUp(batch, flight) }
        }
    }

    /// Something has come from a call.
    mutating func heard(_ batch: BatchID) { flights[batch]?.quiet = .zero }

    /// Why a family is not asked any more; nil where it is.
    func refusal(of family: String) -> SynthesisError? {
        let strays = strays.values.count { $0.family == family }
        guard max(strays, stalls[family]?.count ?? 0) >= stall.calls else { return nil }
        return .stalled(component: family, seconds: stalls[family]?.seconds ?? 0)
    }

    private mutating func giveUp(_ batch: BatchID, _ flight: Flight) {
        let family = flight.family
        let seconds = Int(flight.patience.seconds)
        flights[batch] = nil
        strays[batch] = Stray(family: family, bytes: flight.bytes)
        stalls[family] = (count: (stalls[family]?.count ?? 0) + 1, seconds)
        effects.givenUp.append(batch)
        totals.stalls += 1
        let left = flight.slots.compactMap { $0 }
        for listener in Set(left.map(\.listener)) { listeners[listener]?.counts.stalls += 1 }
        for id in left {
            if flight.slots.count > 1 {
                again(id) { $0.company = 1 }
            } else {
                fail(id, with: .stalled(component: family, seconds: seconds))
            }
        }
        guard let refusal = refusal(of: family) else { return }
        let waiting = order.flatMap { listeners[$0]?.pieces ?? [] }
        for piece in waiting where piece.state == .ready && piece.needs?.family == family {
            passOn(piece.id, because: refusal)
        }
    }
}
