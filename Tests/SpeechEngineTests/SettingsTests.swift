import AudioSignal
import SpeechEngine
import SpeechPlan
import Testing

@Suite struct SettingsTests {
    /// A settings file that exists only for the duration of a test.
    private func effective(
        file: String? = nil, name: String = "config.toml", dotEnv: String? = nil,
        environment: [String: String] = [:],
        flags: [(key: SettingKey, value: String, flag: String)] = []
    ) throws -> EffectiveSettings {
        try TemporaryFolder.with { folder in
            var path: String?
            if let file { path = try folder.write(file, to: name) }
            return try EffectiveSettings(
                SettingsSources(environment: environment, file: path, dotEnvText: dotEnv),
                flags: flags)
        }
    }

    private func error(
        file: String? = nil, name: String = "config.toml", dotEnv: String? = nil,
        environment: [String: String] = [:],
        flags: [(key: SettingKey, value: String, flag: String)] = []
    ) throws -> String {
        do {
            _ = try effective(
                file: file, name: name, dotEnv: dotEnv, environment: environment, flags: flags)
        } catch let error as SettingsError {
            return error.description
        }
        Issue.record("nothing was refused")
        return ""
    }

    @Test func `each layer wins over the one below it`() throws {
        let file = "speed = 1.1"
        let dotEnv = "SYRINX_SPEED=1.2"
        let environment = ["SYRINX_SPEED": "1.3"]
        let flag = (key: SettingKey.speed, value: "1.4", flag: "--speed")
        #expect(try effective().settings.speed == 1)
        #expect(try effective(file: file).settings.speed == 1.1)
        #expect(try effective(file: file, dotEnv: dotEnv).settings.speed == 1.2)
        #expect(
            try effective(file: file, dotEnv: dotEnv, environment: environment).settings.speed
                == 1.3)
        let all = try effective(
            file: file, dotEnv: dotEnv, environment: environment, flags: [flag])
        #expect(all.settings.speed == 1.4)
        #expect(all.entries.first { $0.name == "speed" }?.origin == .flag("--speed"))
    }

    @Test func `JSON and TOML say the same`() throws {
        let toml = """
            voice = "rms"
            seed = 7
            memory_limit = "1.5G"
            [pauses]
            sentence_ms = 500
            [voices]
            anna = "flite/slt"
            [profiles.slow]
            based_on = "fast"
            first_limit = 40
            rate = 22050
            """
        let json = """
            {"voice": "rms", "seed": 7, "memory_limit": "1.5G", "pauses": {"sentence_ms": 500},
             "voices": {"anna": "flite/slt"},
             "profiles": {"slow": {"based_on": "fast", "first_limit": 40, "rate": 22050}}}
            """
        for (text, name) in [(toml, "config.toml"), (json, "config.json")] {
            let settings = try effective(file: text, name: name).settings
            #expect(settings.voice == "rms")
            #expect(settings.seed == 7)
            #expect(settings.memoryLimit == 1_610_612_736)
            #expect(settings.pauseSentence == .milliseconds(500))
            #expect(settings.voiceAliases == ["anna": "flite/slt"])
            let slow = try #require(settings.profiles["slow"])
            #expect(slow.firstLimit == 40)
            #expect(slow.nextLimit == 90)
            #expect(slow.rate == SampleRate(22_050))
        }
    }

    @Test func `variables of Syrinx that are no settings are let through`() throws {
        let own = [
            "SYRINX_ESPEAK": "/usr/bin/espeak-ng", "SYRINX_MAKE_JOBS": "2",
            "SYRINX_TORCH": "/opt/torch", "SYRINX_ONNXRUNTIME": "/opt", "SYRINX_OPENVINO": "/opt",
        ]
        #expect(throws: Never.self) { try effective(environment: own) }
    }

    @Test func `a mark of the byte order is no part of the first name`() throws {
        let speed = try effective(dotEnv: "\u{FEFF}SYRINX_SPEED=2\nSYRINX_SEED=3").settings.speed
        #expect(speed == 2)
    }

    @Test func `what has to be a table is told so, and no other kind of file`() throws {
        #expect(try error(file: "profiles = 3").contains("[profiles]"))
        #expect(try error(file: "pauses = true").contains("[pauses]"))
        #expect(try !error(file: "speed = nan").contains("JSON"))
    }

    @Test func `unknown names are refused with what was meant`() throws {
        #expect(try error(file: "spede = 2").contains("did you mean speed"))
        #expect(try error(file: "[pauses]\nsentense_ms = 2").contains("pauses.sentence_ms"))
        #expect(try error(environment: ["SYRINX_VIOCE": "slt"]).contains("SYRINX_VOICE"))
        #expect(try error(dotEnv: "SYRINX_WRKERS=2").contains("SYRINX_WORKERS"))
        #expect(try error(file: "[profiles.x]\nfirst_limits = 2").contains("first_limit"))
    }

    @Test(arguments: [
        ("speed", "0"), ("speed", "nan"), ("speed", "-1"), ("speed", "fast"), ("rate", "1"),
        ("rate", "1e9"), ("seed", "-1"), ("lufs", "3"), ("prebuffer_ms", "-1"),
        ("format", "aiff"), ("emoji", "yes"), ("language", "english"), ("workers", "0"),
        ("memory_limit", "lots"), ("maximum_batch", "9223372036854775808"), ("run_ahead_s", "inf"),
    ])
    func `values that can't be are refused by name`(_ key: String, _ value: String) throws {
        let key = try #require(SettingKey(rawValue: key))
        let flag = (key: key, value: value, flag: "--" + key.rawValue)
        let message = try error(flags: [flag])
        #expect(message.contains(key.rawValue))
        #expect(message.contains("expected"))
        #expect(message.contains(value))
    }

    @Test func `files that are no settings are refused`() throws {
        #expect(try error(file: "speed = ").contains("line 1"))
        #expect(try error(file: "{", name: "config.json").contains("JSON"))
        #expect(try error(file: "voice = [\"slt\"]").contains("lists"))
        #expect(try error(file: "profiles.fast.rate = 80").contains("profiles.fast.rate"))
        #expect(try error(file: "speed = \"a\0b\"").contains("can't be understood"))
        #expect(throws: SettingsError.self) {
            _ = try EffectiveSettings(SettingsSources(environment: [:], file: "/nowhere/c.toml"))
        }
    }

    @Test func `the provider of the environment chooses the family`() throws {
        #expect(try effective(environment: ["TTS_PROVIDER": "flite"]).settings.family == "flite")
        let both = ["TTS_PROVIDER": "espeak-ng", "SYRINX_FAMILY": "flite"]
        #expect(try effective(environment: both).settings.family == "flite")
        #expect(try effective(dotEnv: "export TTS_PROVIDER=\"flite\"").settings.family == "flite")
        let mixed = try effective(
            dotEnv: "SYRINX_FAMILY=flite", environment: ["TTS_PROVIDER": "espeak-ng"])
        #expect(mixed.settings.family == "espeak-ng")
    }

    @Test func `lines of dot env are read as shells read them`() throws {
        let text = """
            # a comment
            OTHER=kept away
            SYRINX_VOICE='rms' # behind
            SYRINX_SEED = 9
            not an assignment
            SYRINX_PLAYER="play it # loud"
            """
        let settings = try effective(dotEnv: text).settings
        #expect(settings.voice == "rms")
        #expect(settings.seed == 9)
        #expect(settings.player == "play it # loud")
    }

    @Test func `numbers of bytes`() {
        #expect(ByteCount.parse("512M") == 512 << 20)
        #expect(ByteCount.parse("2 GiB") == 2 << 30)
        #expect(ByteCount.parse("1000") == 1000)
        for text in ["", "-1", "1x", "1e400", "nan", "9999999999G"] {
            #expect(ByteCount.parse(text) == nil)
        }
    }
}
