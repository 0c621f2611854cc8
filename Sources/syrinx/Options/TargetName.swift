import ConversionEngine
import ModelBlocks
import SpeechEngine
import VoiceConversion
import VoiceLibrary

/// Who is to speak, as people write it: a profile, a speaking voice, or a recording's file.
struct TargetName {
    let text: String

    /// Whether it is a recording. What is a file is one; a profile's name has neither folder nor
    /// extension.
    var isFile: Bool {
        let isVoice = text.split(separator: "/").count == 2 && !Folder.exists(text)
        return text.contains("/") && !isVoice || text.contains(".") || Folder.exists(text)
    }

    /// The voice; what may keep a recording's from being good is told.
    func voice(
        by conversion: ConversionEngine, in library: () throws -> VoiceLibrary,
        or speech: () throws -> SpeechEngine
    ) async throws -> TargetVoice {
        guard isFile else {
            return try await conversion.voice(named: text, in: library(), or: speech())
        }
        let clip = try TargetClip(at: text, by: conversion.load().converter)
        clip.warn(text)
        return clip.voice
    }
}
