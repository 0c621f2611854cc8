import AudioFile
import Glibc
import SpeechEngine
import SpeechJobs
import SpeechPlan
import SpeechTesting
import Testing

/// A data folder for one test, gone at its end, and what is done in it.
final class Workshop: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/syrinx-jobs-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { system("rm -rf '\(path)'") }

    func store() throws -> JobStore { try JobStore(folder: path + "/data") }

    /// The bytes of a file; nil where there is none.
    static func bytes(_ path: String) -> [UInt8]? { try? FileBytes.read(path, limit: 1 << 30) }

    func names(_ folder: String) -> [String] {
        guard let directory = opendir("\(path)/data/\(folder)") else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// The file that a session writes for an order.
    func expected(_ order: JobOrder, _ engine: SpeechEngine) async throws -> [UInt8] {
        let file = "\(path)/expected.\(order.format.rawValue)"
        let settings = EncodingSettings(tags: AudioTags(title: order.title))
        try await engine.speak(order.request).write(
            to: file, format: order.format, settings: settings,
            normalization: order.normalization)
        return try #require(Self.bytes(file))
    }

    /// A family that takes little time, even where nothing is optimised.
    static func tone(faults: [Fault] = []) -> ToneFamily {
        var family = ToneFamily(secondsPerCharacter: 0.005, faults: faults)
        family.piece = .milliseconds(25)
        return family
    }

    /// What a runner can't report to anybody else.
    static let trouble: @Sendable (JobRunner.Event) -> Void = { event in
        if case .obstacle(let error) = event { Issue.record("\(error)") }
    }

    /// A policy that checks as often as it can.
    static var eager: JobPolicy {
        var policy = JobPolicy()
        policy.checkpointInterval = .zero
        policy.heartbeat = .milliseconds(10)
        policy.poll = .milliseconds(10)
        return policy
    }
}

extension JobStore {
    /// Waits until a job is as wanted.
    func wait(for id: String, until isDone: (Job) -> Bool = { $0.state.isFinal }) async throws
        -> Job
    {
        while true {
            let job = try await job(id)
            if isDone(job) { return job }
            try await Task.sleep(for: .milliseconds(2))
        }
    }
}

extension JobRunner {
    /// Works until a job has ended.
    func finish(_ id: String) async throws -> Job {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.run() }
            defer { group.cancelAll() }
            return try await store.wait(for: id)
        }
    }
}

/// Texts of some paragraphs, by number.
func prose(_ paragraphs: Int) -> String {
    (0..<paragraphs).map { number in
        "This is paragraph number \(number) of a text. It says a little more, and ends here."
    }.joined(separator: "\n\n")
}

extension JobOrder {
    /// An order for a text in the profile of files.
    static func of(
        _ text: String, _ format: AudioFileFormat = .wav, title: String? = nil,
        normalization: Normalization? = nil
    ) -> JobOrder {
        var request = SpeechRequest(text, profile: .audiobook)
        request.isLive = false
        request.seed = 7
        return JobOrder(request, format: format, title: title, normalization: normalization)
    }
}
