import AudioSignal
import CDecoders

/// A decoder of libFLAC, libopusfile or libmpg123.
final class LibraryDecoder: AudioDecoder {
    /// Which library.
    struct Door: Sendable {
        let open:
            @Sendable (
                syrinx_byte_source, inout syrinx_sound, inout UnsafePointer<CChar>?
            ) -> UnsafeMutableRawPointer?
        let next:
            @Sendable (UnsafeMutableRawPointer, inout syrinx_sound_block) -> UnsafePointer<CChar>?
        let close: @Sendable (UnsafeMutableRawPointer) -> Void

        static let flac = Door(
            open: { syrinx_flac_open($0, 0, &$1, &$2) }, next: { syrinx_flac_next($0, &$1) },
            close: { syrinx_flac_close($0) })
        static let oggFLAC = Door(
            open: { syrinx_flac_open($0, 1, &$1, &$2) }, next: { syrinx_flac_next($0, &$1) },
            close: { syrinx_flac_close($0) })
        static let opus = Door(
            open: { syrinx_opusfile_open($0, &$1, &$2) },
            next: { syrinx_opusfile_next($0, &$1) }, close: { syrinx_opusfile_close($0) })
        static let mp3 = Door(
            open: { syrinx_mpg123_open($0, &$1, &$2) },
            next: { syrinx_mpg123_next($0, &$1) }, close: { syrinx_mpg123_close($0) })
    }

    let rate: SampleRate
    let channelCount: Int
    let frameCount: Int?

    private let door: Door
    private let feed: Feed
    private let library: UnsafeMutableRawPointer
    private var done = 0

    init(_ door: Door, _ input: ByteInput) throws(AudioFileError) {
        let feed = Feed(input)
        var sound = syrinx_sound()
        var reason: UnsafePointer<CChar>?
        let opened = door.open(feed.source, &sound, &reason)
        guard let opened else {
            throw feed.error ?? .damaged(path: input.name, reason: text(reason))
        }
        do throws(AudioFileError) {
            rate = try .read(sound.rate, of: input.name)
            guard (1...255).contains(sound.channels) else {
                throw .damaged(path: input.name, reason: "it has \(sound.channels) channels")
            }
        } catch {
            door.close(opened)
            throw error
        }
        channelCount = Int(sound.channels)
        frameCount = sound.frames > 0 ? Int(exactly: sound.frames) : nil
        self.door = door
        self.feed = feed
        library = opened
    }

    deinit { door.close(library) }

    func next() throws(AudioFileError) -> InterleavedBlock? {
        var block = syrinx_sound_block()
        let reason = door.next(library, &block)
        if let error = feed.error { throw error }
        if let reason {
            throw .damaged(
                path: feed.input.name, reason: "\(text(reason)), after \(rate.duration(of: done))")
        }
        guard block.frames > 0, block.channels > 0, let samples = block.samples else {
            if let frameCount, done < frameCount {
                throw .truncated(
                    path: feed.input.name, expected: rate.duration(of: frameCount),
                    found: rate.duration(of: done))
            }
            return nil
        }
        done += block.frames
        let channels = Int(block.channels)
        return InterleavedBlock(
            samples: [Float](UnsafeBufferPointer(start: samples, count: block.frames * channels)),
            channelCount: channels)
    }
}

/// What a library's calls for bytes reach; it keeps the error that C can't carry.
private final class Feed {
    let input: ByteInput
    private(set) var error: AudioFileError?

    init(_ input: ByteInput) { self.input = input }

    /// Valid as long as this object; the decoder holds both and closes the library first.
    var source: syrinx_byte_source {
        syrinx_byte_source(
            read: { context, bytes, count in
                guard let context, let bytes else { return -1 }
                let feed = Unmanaged<Feed>.fromOpaque(context).takeUnretainedValue()
                return feed.read(UnsafeMutableRawBufferPointer(start: bytes, count: count))
            }, context: Unmanaged.passUnretained(self).toOpaque())
    }

    private func read(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        guard error == nil else { return -1 }
        do throws(AudioFileError) {
            return try input.read(into: buffer)
        } catch {
            self.error = error
            return -1
        }
    }
}
