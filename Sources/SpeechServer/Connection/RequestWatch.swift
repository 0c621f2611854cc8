import NIOCore

/// Where a connection stands between its requests and answers, and until when something has
/// to happen. A value: it is told what happens, and tells what to do.
struct RequestWatch {
    /// What is expected from the client.
    enum Reading: Equatable {
        /// The first byte of a request.
        case nothing
        /// The rest of a head that began then.
        case head(since: NIODeadline)
        /// The rest of a body, of which something came last then.
        case body(since: NIODeadline)
    }

    /// Why a connection is given up.
    enum Expiry: Equatable {
        /// A head wasn't complete in time; whether any of it had come.
        case head(began: Bool)
        /// A body doesn't come; whether its answer has begun.
        case body(isAnswering: Bool)
        case idle
        case write
        case linger
    }

    /// What an answer's end means for the connection.
    enum AfterAnswer: Equatable {
        case goOn
        /// Send nothing more, read what still comes for a while, then close.
        case linger
    }

    /// How an error of the parser is told.
    enum Complaint: Equatable {
        /// By an answer, then the connection ends.
        case answer
        /// To whoever reads the body.
        case reader
        /// Not at all; the connection ends after the answers that are owed.
        case nobody
    }

    private let limits: ConnectionLimits
    private(set) var reading: Reading
    private var hasHadRequest = false
    /// Whether anything of the head that is being read has come.
    private var hasBytes = false
    /// Whether a part of a request came since the last end of a read.
    private var hasPart = false
    /// Whether the connection waits for the client's bytes, and not for who takes them.
    private var isListening = true
    private var owed = 0
    private var isAnswering = false
    /// Answers that were written to their end, which the socket hasn't taken yet.
    private(set) var unsent = 0
    private var idleSince: NIODeadline
    private var blockedSince: NIODeadline?
    /// Bytes that the client had taken when it was last asked for.
    private var taken: UInt64 = 0
    private var lingeringSince: NIODeadline?
    private var endsAfterAnswer = false
    private var isQuiescing = false

    init(_ limits: ConnectionLimits, now: NIODeadline) {
        self.limits = limits
        reading = .head(since: now)
        idleSince = now
    }

    /// Whether the last answer has been written, and what comes is dropped.
    private(set) var isLingering = false

    // MARK: The client's side

    /// A head is complete.
    ///
    /// - Parameter isLast: Whether no request can follow it.
    mutating func head(isLast: Bool, now: NIODeadline) {
        owed += 1
        hasHadRequest = true
        hasBytes = false
        hasPart = true
        reading = .body(since: now)
        if isLast { endsAfterAnswer = true }
    }

    /// A part of a body has come.
    mutating func body(now: NIODeadline) {
        hasPart = true
        reading = .body(since: now)
    }

    /// A request is complete.
    mutating func end() {
        hasPart = true
        reading = .nothing
    }

    /// Everything that there was has been read.
    mutating func readComplete(now: NIODeadline) {
        isListening = false
        defer { hasPart = false }
        guard !hasPart else { return }
        switch reading {
        case .nothing:
            reading = .head(since: now)
            hasBytes = true
        case .head: hasBytes = true
        case .body: break
        }
    }

    /// More is to be read. A client isn't blamed for what nobody asks for.
    mutating func read(now: NIODeadline) {
        guard !isListening else { return }
        isListening = true
        if case .body = reading { reading = .body(since: now) }
    }

    /// What came is no HTTP.
    mutating func malformed() -> Complaint {
        endsAfterAnswer = true
        if owed == 0 { return .answer }
        guard case .body = reading, !isAnswering else { return .nobody }
        loseBody()
        return .reader
    }

    /// The rest of a body won't come any more.
    mutating func loseBody() {
        endsAfterAnswer = true
        reading = .nothing
    }

    // MARK: The server's side

    /// An answer begins.
    ///
    /// - Returns: Whether it has to say that the connection ends with it.
    mutating func answerBegins() -> Bool {
        isAnswering = true
        // Reading on to the end of what nobody wants could take for ever.
        if case .body = reading { endsAfterAnswer = true }
        return endsAfterAnswer
    }

    /// An answer has been written; the socket may still have to take much of it.
    mutating func answerEnds() -> AfterAnswer {
        isAnswering = false
        owed = max(0, owed - 1)
        unsent += 1
        isLingering = endsAfterAnswer
        return endsAfterAnswer ? .linger : .goOn
    }

    /// The socket has taken an answer to its end.
    ///
    /// - Returns: Whether the connection can be closed now.
    mutating func answerSent(now: NIODeadline) -> Bool {
        unsent = max(0, unsent - 1)
        guard unsent == 0 else { return false }
        idleSince = now
        // While an answer went out, the next request could take its time.
        if case .head = reading { reading = .head(since: now) }
        if isLingering { lingeringSince = now }
        return isQuiescing && quiesce()
    }

    /// The socket takes no more for now, or does again.
    mutating func canWrite(_ canWrite: Bool, now: NIODeadline) {
        blockedSince = canWrite ? nil : blockedSince ?? now
    }

    /// The socket has taken a part of an answer.
    mutating func partSent(now: NIODeadline) {
        if blockedSince != nil { blockedSince = now }
    }

    /// The client's system has acknowledged so many bytes since the connection began.
    ///
    /// - Returns: Whether it took anything since it was last asked for.
    mutating func acknowledged(_ bytes: UInt64, now: NIODeadline) -> Bool {
        guard bytes > taken else { return false }
        taken = bytes
        partSent(now: now)
        return true
    }

    /// The server is to end.
    ///
    /// - Returns: Whether the connection can be closed now.
    mutating func quiesce() -> Bool {
        endsAfterAnswer = true
        isQuiescing = true
        if owed > 0 || unsent > 0 || isLingering { return false }
        return !hasBytes
    }

    // MARK: Time

    /// Whether the client has all answers.
    private var owesNothing: Bool { owed == 0 && unsent == 0 }

    /// When to look again; nil where nothing can expire.
    var deadline: NIODeadline? {
        var deadlines: [NIODeadline] = []
        if let blockedSince { deadlines.append(blockedSince + limits.write) }
        if isLingering {
            if let lingeringSince { deadlines.append(lingeringSince + limits.linger) }
            return deadlines.min()
        }
        switch reading {
        case .head(let since): if owesNothing { deadlines.append(since + limits.head) }
        case .body(let since): if isListening { deadlines.append(since + limits.body) }
        case .nothing: if owesNothing { deadlines.append(idleSince + limits.idle) }
        }
        return deadlines.min()
    }

    /// What has expired by now, if anything.
    func expired(now: NIODeadline) -> Expiry? {
        if let blockedSince, now >= blockedSince + limits.write { return .write }
        if isLingering {
            return lingeringSince.map { now >= $0 + limits.linger } ?? false ? .linger : nil
        }
        switch reading {
        case .head(let since):
            return owesNothing && now >= since + limits.head ? .head(began: hasBytes) : nil
        case .body(let since):
            return isListening && now >= since + limits.body
                ? .body(isAnswering: isAnswering) : nil
        case .nothing: return owesNothing && now >= idleSince + limits.idle ? .idle : nil
        }
    }
}
