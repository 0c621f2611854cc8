import HTTPTypes
import SpeechJobs

extension APIError {
    /// Why jobs can't be kept, or a job not be done. What is the server's own trouble stands
    /// in its log; clients are told no paths.
    init(_ error: JobsError) {
        switch error {
        case .invalid(let cause): self = APIError(cause)
        case .unknown: self = .notFound("id", error.description, code: "job_not_found")
        case .noAudio(_, let state):
            self = .invalid(
                "id", error.description,
                code: state.isFinal ? "job_has_no_audio" : "job_not_done", status: .conflict)
        case .audioLost:
            self = .invalid("id", error.description, code: "audio_lost", status: .gone)
        case .tooMany: self = .busy(error.description, retryAfter: 60)
        case .diskFull:
            self = .failure("the server has too little disk space for the audio; ask its keeper")
            status = .init(code: 507, reasonPhrase: "Insufficient Storage")
            code = "disk_full"
        case .folder, .damaged, .newer, .database:
            self = .failure("the server can't use its store of jobs; its log has the reason")
            code = "store_failed"
        }
    }

    /// Why a job failed.
    init(_ failure: JobFailure) {
        switch failure.kind {
        case .invalid:
            self = .invalid(failure.field, failure.message)
        case .missingComponent, .diskFull, .notWritable, .damaged, .failed:
            self = .failure(failure.message)
            code = failure.kind.rawValue
        }
    }
}
