import AudioSignal
import SpeechPlan
import Testing

@Suite struct ProfileTests {
    @Test func `the built-in profiles are those of the notes`() {
        #expect(Profile.builtIn.map(\.name) == ["fast", "cinematic", "audiobook"])
        let fast = Profile.fast
        #expect([fast.firstLimit, fast.nextLimit, fast.rate.hertz] == [20, 90, 16_000])
        #expect([fast.block, fast.preBuffer] == [.milliseconds(25), .milliseconds(200)])
        #expect(fast.clauseWindow == .seconds(5))
        let cinematic = Profile.cinematic
        #expect(
            [cinematic.firstLimit, cinematic.nextLimit, cinematic.rate.hertz] == [100, 150, 24_000])
        #expect([cinematic.block, cinematic.preBuffer] == [.milliseconds(60), .milliseconds(500)])
        #expect(Profile.audiobook.nextLimit == 500)
        #expect(Profile.audiobook.batch == 10)
    }

    @Test(arguments: [
        ("qwen2.5-1.5b", 1.5e9), ("Qwen2.5:14B-instruct-q4_0", 14e9), ("qwen3-0.6b", 0.6e9),
        ("qwen-1.5-b", 1.5e9), ("mixtral-8x7b", 56e9), ("llama-3.1-70B-instruct", 70e9),
        ("SmolLM-135M", 135e6), ("Qwen3-30B-A3B", 30e9), ("gemma-3n-E4B-it", 4e9),
        ("Qwen2.5-14B-Instruct-1M", 14e9), ("kimi-k2-1t", 1e12), ("7B", 7e9), ("Llama 7 B", 7e9),
        ("meta/llama-3.2-3b.Q8_0.gguf", 3e9), ("model_13b_4bit", 13e9),
    ])
    func `parameter counts are read from names`(_ name: String, _ count: Double) throws {
        let found = try #require(Profile.parameterCount(inModelName: name))
        #expect(abs(found - count) <= count * 1e-12)
        #expect(
            Profile.forLanguageModel(named: name)?.name == (count < 10e9 ? "fast" : "cinematic"))
    }

    @Test(arguments: [
        "", "gpt-4o", "qwen2.5", "llama-3.1", "phi-3-mini-4k-instruct", "claude-3-5-sonnet", "b",
        "8bit", "int8-bf16", "v2b2x", "mistral-large-128k", "gpt-4-mini", "7bé",
    ])
    func `names without a count choose nothing`(_ name: String) {
        #expect(Profile.forLanguageModel(named: name) == nil)
    }

    @Test func `settings change what they name`() throws {
        var settings = ProfileSettings()
        settings.basedOn = "fast"
        settings.nextLimit = 60
        settings.preBufferMilliseconds = 100
        settings.blockMilliseconds = 12.5
        settings.rate = 22_050
        var expected = Profile.fast
        expected.name = "kiosk"
        expected.nextLimit = 60
        expected.preBuffer = .milliseconds(100)
        expected.block = .microseconds(12_500)
        expected.rate = SampleRate(22_050)
        #expect(try settings.profile(named: "kiosk") == expected)
        #expect(try ProfileSettings().profile(named: "fast") == .fast)
    }

    @Test func `impossible settings are refused by name`() {
        func error(_ change: (inout ProfileSettings) -> Void) -> String? {
            var settings = ProfileSettings()
            change(&settings)
            do throws(ProfileError) {
                _ = try settings.profile(named: "mine")
                return nil
            } catch {
                return error.description
            }
        }
        #expect(error { $0.firstLimit = 0 } == "first_limit is 0, but must be 1 to 10000")
        #expect(error { $0.nextLimit = -1 }?.hasPrefix("next_limit is -1") == true)
        #expect(error { $0.rate = 1 } == "rate is 1, but must be 4000 to 192000")
        #expect(error { $0.batch = .max }?.hasPrefix("batch") == true)
        #expect(
            error { $0.blockMilliseconds = .nan }
                == "block_ms is nan, but must be 1 to 10000 milliseconds")
        #expect(error { $0.preBufferMilliseconds = .infinity }?.hasPrefix("prebuffer_ms") == true)
        #expect(error { $0.clauseWindowMilliseconds = -1 }?.hasPrefix("clause_window_ms") == true)
        #expect(
            error { $0.basedOn = "slow" }
                == "there is no profile 'slow'; choose one of fast, cinematic, audiobook")
    }
}
