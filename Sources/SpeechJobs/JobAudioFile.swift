import Glibc

/// The file of a job, as it is on the disk.
public struct JobAudioFile: Sendable {
    /// The job.
    public let job: Job
    /// Where it is.
    public let path: String
    /// Its size in bytes.
    public let bytes: Int
    /// SHA-256 of its bytes, in hexadecimal.
    public let sha256: String
}

extension JobRunner {
    /// The file of a job that is completed.
    ///
    /// - Throws: ``JobsError/noAudio(id:_:)`` where there is none;
    ///   ``JobsError/audioLost(id:)`` where it is not what was written.
    public func audio(of id: String) async throws(JobsError) -> JobAudioFile {
        let job = try await store.job(id)
        guard let audio = job.audio else { throw .noAudio(id: id, job.state) }
        let path = store.audioPath(of: job)
        var status = stat()
        guard stat(path, &status) == 0, Int(status.st_size) == audio.bytes else {
            throw .audioLost(id: id)
        }
        return JobAudioFile(job: job, path: path, bytes: audio.bytes, sha256: audio.sha256)
    }
}
