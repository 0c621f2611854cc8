public import AudioSignal

extension MelRecipe {
    /// HiFi-GAN's recipe (Kong and others, 2020, `meldataset.py`): magnitudes with 1e-9
    /// under the root, Slaney's bands, the natural logarithm of at least 1e-5, padding by
    /// hand. Most vocoders since have taken it with other numbers.
    ///
    /// - Parameters:
    ///   - rate: The rate of the audio.
    ///   - fftLength: Samples of a transform and of its window.
    ///   - hop: Samples from one frame to the next.
    ///   - bands: How many bands.
    ///   - highest: Where the last band ends, in hertz.
    public static func hifiGAN(
        rate: SampleRate, fftLength: Int, hop: Int, bands: Int, highest: Double
    ) -> MelRecipe {
        MelRecipe(
            rate: rate,
            stft: STFTSettings(
                fftLength: fftLength, hop: hop, padding: .hopAligned(.reflected)),
            magnitude: .amplitude(epsilon: 1e-9),
            bands: MelBands(count: bands, highest: highest),
            compression: .naturalLog(floor: 1e-5))
    }

    /// HiFi-GAN for LJ Speech: 22,050 Hz, 1024, hop 256, 80 bands to 8 kHz. VITS takes
    /// the same.
    public static let hifiGAN22k = hifiGAN(
        rate: SampleRate(22_050), fftLength: 1024, hop: 256, bands: 80, highest: 8000)

    /// The speaker encoder of Qwen3-TTS (ECAPA-TDNN): 24 kHz, 1024, hop 256, 128 bands to
    /// 12 kHz.
    public static let qwen3Speaker = hifiGAN(
        rate: SampleRate(24_000), fftLength: 1024, hop: 256, bands: 128, highest: 12_000)

    /// CosyVoice 2 (`feat_extractor` of `cosyvoice2.yaml`): 24 kHz, 1920, hop 480, 80 bands
    /// to 8 kHz; 50 frames a second.
    public static let cosyVoice2 = hifiGAN(
        rate: SampleRate(24_000), fftLength: 1920, hop: 480, bands: 80, highest: 8000)

    /// CosyVoice 3 (`fmax: null` in `cosyvoice3.yaml`): as CosyVoice 2, to 12 kHz.
    public static let cosyVoice3 = hifiGAN(
        rate: SampleRate(24_000), fftLength: 1920, hop: 480, bands: 80, highest: 12_000)

    /// Wren, Syrinx's own voice: 16 kHz, 1024, hop 200, 80 bands to 8 kHz; 80 frames a
    /// second.
    public static let wren = hifiGAN(
        rate: SampleRate(16_000), fftLength: 1024, hop: 200, bands: 80, highest: 8000)

    /// What XTTS-v2 with the perceiver is conditioned on (`get_gpt_cond_latents`):
    /// 22,050 Hz, power of 2048 under a window of 1024, hop 256, 80 HTK bands of equal
    /// area to 8 kHz. XTTS then divides each band by a number that comes with its weights.
    public static let xttsConditioning = MelRecipe(
        rate: SampleRate(22_050),
        stft: STFTSettings(fftLength: 2048, windowLength: 1024, hop: 256),
        magnitude: .power,
        bands: MelBands(count: 80, highest: 8000, scale: .htk),
        compression: .naturalLog(floor: 1e-5))

    /// Whisper with 80 bands (all but large-v3): 16 kHz, 400, hop 160, power, Slaney's bands.
    /// Whisper itself takes audio filled up with zeros to 30 s; that is the caller's.
    public static let whisper80 = whisper(bands: 80)

    /// Whisper large-v3 with 128 bands, otherwise as ``whisper80``.
    public static let whisper128 = whisper(bands: 128)

    private static func whisper(bands: Int) -> MelRecipe {
        MelRecipe(
            rate: SampleRate(16_000),
            stft: STFTSettings(fftLength: 400, hop: 160),
            magnitude: .power,
            bands: MelBands(count: bands, highest: 8000),
            compression: .whisper)
    }
}
