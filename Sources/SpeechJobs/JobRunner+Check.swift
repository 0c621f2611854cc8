import AudioFile
import AudioSignal
import SpeechEngine
import SpeechPlan
import SpeechText

extension JobRunner {
    /// What is kept of an order, if it can be done.
    func checked(
        _ order: JobOrder
    ) throws(JobsError) -> (options: JobOptions, characters: Int) {
        let characters: Int
        let options: JobOptions
        do throws(EngineError) {
            options = try JobOptions(order, engine)
            let plan = try engine.plan(order.request)
            characters = plan.document.characterCount
            guard Self.hasWords(plan.chunks) else {
                throw .nothingToSay(
                    reason: plan.document.source.allSatisfy { $0 <= 0x20 }
                        ? "the text is empty" : "there are no words in it")
            }
        } catch {
            throw .invalid(error)
        }
        if let free = store.folder.free {
            let needed = Self.space(for: characters, options)
            guard free > needed else {
                throw .diskFull(path: store.folder.path, needed: needed, free: free)
            }
        }
        return (options, characters)
    }

    private static func hasWords(_ chunks: some Sequence<Chunk>) -> Bool {
        chunks.contains { !$0.text.isEmpty }
    }

    /// Bytes that a job may take while it is done: the scratch audio and the file, at six
    /// characters a second, which is slow English and usual Japanese.
    private static func space(for characters: Int, _ options: JobOptions) -> Int {
        let seconds = Double(characters) / 6 / max(0.25, options.speed)
        let sample = MemoryLayout<Float>.size + 2
        return (1 << 24) + Int(min(seconds * Double(options.spokenRate * sample), 1e15))
    }
}
