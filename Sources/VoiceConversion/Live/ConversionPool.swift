public import ModelBlocks
internal import Glibc
public import SpeechModel

/// Conversions of several speakers at once on threads of their own, which share the processor
/// fairly: whose frame is due first is next (`ConversionQueue`).
public final class ConversionPool: Sendable {
    private struct Shared {
        var queue = ConversionQueue()
        var lanes: [Int: Lane] = [:]
        var nextNumber = 0
        var isClosed = false
    }

    /// What belongs to one conversion. Only whoever has its turn touches the conversion.
    private final class Lane: @unchecked Sendable {
        let conversion: LiveConversion
        let deliver: @Sendable (Result<[Float], ConversionError>, LiveMeters) -> Void
        /// Frames that wait, under the pool's lock.
        var frames: [[Float]] = []
        /// What is to change before the next frame, under the pool's lock.
        var change: LiveSettings?

        init(
            _ conversion: sending LiveConversion,
            _ deliver: @escaping @Sendable (Result<[Float], ConversionError>, LiveMeters) -> Void
        ) {
            self.conversion = conversion
            self.deliver = deliver
        }
    }

    private let shared = Monitor(Shared())

    /// Starts the threads.
    ///
    /// - Parameter workers: How many conversions run at the same time.
    public init(workers: Int = Processors.count) {
        for _ in 0..<max(workers, 1) {
            let isStarted = BackgroundThread.start { [weak shared] in
                guard let shared else { return }
                Self.work(shared)
            }
            precondition(isStarted, "no thread can be had")
        }
    }

    deinit {
        shared.withLock { $0.isClosed = true }
        shared.wakeAll()
    }

    /// Begins a conversion.
    ///
    /// - Parameter deliver: Given what became of each frame that came, in order, and what there is
    ///   to see; called on one of the pool's threads, one call at a time. After an error nothing
    ///   more comes.
    /// - Returns: What it is called in the other methods.
    public func begin(
        _ conversion: sending LiveConversion,
        deliver: @escaping @Sendable (Result<[Float], ConversionError>, LiveMeters) -> Void
    ) -> Int {
        let lane = Lane(conversion, deliver)
        return shared.withLock { shared in
            let number = shared.nextNumber
            shared.nextNumber += 1
            shared.lanes[number] = lane
            shared.queue.begin(number)
            return number
        }
    }

    /// A frame came.
    ///
    /// - Parameters:
    ///   - frame: ``LiveConversion/frameLength`` samples.
    ///   - time: When its last sample came, in seconds of ``now()``.
    public func give(_ frame: [Float], to number: Int, at time: Double = now()) {
        precondition(frame.count == LiveConversion.frameLength, "a frame")
        shared.withLock { shared in
            guard let lane = shared.lanes[number] else { return }
            lane.frames.append(frame)
            shared.queue.arrived(number, at: time)
        }
        shared.wakeOne()
    }

    /// Changes what may change, from the next frame on.
    public func change(_ number: Int, _ settings: LiveSettings) {
        shared.withLock { $0.lanes[number]?.change = settings }
    }

    /// Waits until all frames that came are delivered, and ends the conversion.
    public func finish(_ number: Int) {
        shared.wait { shared -> Void? in
            shared.lanes[number] == nil || shared.queue.isIdle(number) ? () : nil
        }
        end(number)
    }

    /// Ends a conversion; what waits of it is forgotten.
    public func end(_ number: Int) {
        shared.withLock { shared in
            shared.lanes[number] = nil
            shared.queue.end(number)
        }
        shared.wakeAll()
    }

    /// Seconds of a clock that only goes forward.
    public static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }

    private typealias Work = (
        turn: ConversionQueue.Turn, lane: Lane, frames: [[Float]], change: LiveSettings?
    )

    private static func work(_ shared: Monitor<Shared>) {
        while let work = shared.wait({ shared -> Work?? in take(&shared) }) {
            let isAlive = perform(work, shared)
            shared.withLock { shared in
                shared.queue.done(work.turn)
                if !isAlive {
                    shared.lanes[work.turn.conversion] = nil
                    shared.queue.end(work.turn.conversion)
                }
            }
            shared.wakeAll()
        }
    }

    /// The next work; nil to wait, an empty one to end.
    private static func take(_ shared: inout Shared) -> Work?? {
        if shared.isClosed { return .some(nil) }
        guard let turn = shared.queue.next(), let lane = shared.lanes[turn.conversion] else {
            return nil
        }
        let count = turn.concealing + turn.converting
        let frames = Array(lane.frames.prefix(count))
        lane.frames.removeFirst(count)
        let change = lane.change
        lane.change = nil
        return .some((turn, lane, frames, change))
    }

    /// - Returns: Whether the conversion goes on.
    private static func perform(_ work: Work, _ shared: Monitor<Shared>) -> Bool {
        let (turn, lane, frames, change) = work
        let conversion = lane.conversion
        do throws(ConversionError) {
            if let change { try conversion.change(change) }
            var made: [Float] = []
            for frame in frames.prefix(turn.concealing) { made += conversion.conceal(frame) }
            let start = now()
            made += try conversion.process(Array(frames.dropFirst(turn.concealing).joined()))
            let end = now()
            conversion.meters.compute.add(seconds: end - start)
            conversion.meters.total.add(seconds: end - turn.arrival)
            if shared.withLock({ $0.queue.isLate(turn, at: end) }) {
                conversion.meters.late += turn.converting
            }
            lane.deliver(.success(made), conversion.meters)
            return true
        } catch {
            lane.deliver(.failure(error), conversion.meters)
            return false
        }
    }
}
