/// Every metric of the server; what is not here does not exist.
enum MetricTable {
    static let all = speech + server + engine + process + devices

    private static let speech: [MetricDefinition] = [
        MetricDefinition(
            "syrinx_first_audio_seconds", .histogram(firstAudio),
            "From a request to its first audio leaving, for streamed answers.",
            labels: ["profile", "family"]),
        MetricDefinition(
            "syrinx_block_gap_seconds", .histogram(gaps),
            "Between two pieces of audio of one answer leaving.", labels: ["profile"]),
        MetricDefinition(
            "syrinx_real_time_factor", .histogram(factors),
            "Seconds of synthesis for one second of audio, by request.",
            labels: ["profile", "family"]),
        MetricDefinition(
            "syrinx_request_seconds", .histogram(durations),
            "From a request for speech to its end, by the length of the text in characters.",
            labels: ["route", "length"]),
        MetricDefinition(
            "syrinx_texts_total", .counter, "Texts spoken, by how that ended.",
            labels: ["route", "outcome"]),
        MetricDefinition(
            "syrinx_cancellations_total", .counter,
            "Texts whose listener left or cancelled before the end.", labels: ["route"]),
        MetricDefinition(
            "syrinx_fallbacks_total", .counter,
            "Chunks that a family could not speak and that went to the next, by that family.",
            labels: ["family"]),
        MetricDefinition("syrinx_audio_seconds_total", .counter, "Audio made for requests."),
        MetricDefinition("syrinx_characters_total", .counter, "Characters of text spoken."),
    ]

    private static let server: [MetricDefinition] = [
        MetricDefinition(
            "syrinx_requests_total", .counter, "HTTP requests answered.",
            labels: ["route", "status"]),
        MetricDefinition(
            "syrinx_queue_depth", .gauge, "Texts that wait for a place among those spoken."),
        MetricDefinition("syrinx_active_texts", .gauge, "Texts that have a place."),
        MetricDefinition("syrinx_connections", .gauge, "Open connections."),
        MetricDefinition("syrinx_sockets", .gauge, "Open WebSockets."),
        MetricDefinition("syrinx_conversions", .gauge, "Recordings and speakers being converted."),
        MetricDefinition(
            "syrinx_conversion_late_frames_total", .counter,
            "Frames of finished live conversions that came later than 20 ms after their sound."),
        MetricDefinition(
            "syrinx_conversion_concealed_frames_total", .counter,
            "Frames of finished live conversions that weren't converted in time and concealed."),
        MetricDefinition("syrinx_jobs", .gauge, "Jobs by their state.", labels: ["state"]),
        MetricDefinition(
            "syrinx_log_lines_lost_total", .counter,
            "Log lines that were dropped because nobody took them."),
        MetricDefinition("syrinx_ready", .gauge, "1 once the voices asked for have spoken."),
        MetricDefinition(
            "syrinx_build_info", .gauge, "1; the labels say what this is.", labels: ["version"]),
    ]

    private static let engine: [MetricDefinition] = [
        MetricDefinition("syrinx_listeners", .gauge, "Streams of speech that have not ended."),
        MetricDefinition(
            "syrinx_waiting_segments", .gauge, "Segments that wait for a batch."),
        MetricDefinition("syrinx_running_batches", .gauge, "Batches being spoken."),
        MetricDefinition(
            "syrinx_batch_occupancy", .histogram(batches), "Segments in a batch, by batch."),
        MetricDefinition("syrinx_segments_total", .counter, "Segments spoken to their end."),
        MetricDefinition("syrinx_retries_total", .counter, "Segments spoken again."),
        MetricDefinition(
            "syrinx_runaways_total", .counter, "Segments stopped because they did not end."),
        MetricDefinition(
            "syrinx_stalls_total", .counter, "Calls given up because nothing came of them."),
        MetricDefinition(
            "syrinx_synthesis_bytes", .gauge, "Memory for what is being spoken, estimated."),
        MetricDefinition(
            "syrinx_waiting_audio_bytes", .gauge, "Audio made that no listener has taken."),
        MetricDefinition(
            "syrinx_family_loaded_bytes", .gauge, "Memory of a loaded family, estimated.",
            labels: ["family"]),
    ]

    private static let process: [MetricDefinition] = [
        MetricDefinition(
            "process_resident_memory_bytes", .gauge, "Memory of the process that is resident."),
        MetricDefinition(
            "process_virtual_memory_bytes", .gauge, "Address space of the process."),
        MetricDefinition(
            "process_cpu_seconds_total", .counter, "Processor time of the process."),
        MetricDefinition("process_open_fds", .gauge, "Open file descriptors."),
        MetricDefinition("process_max_fds", .gauge, "File descriptors that may be open."),
        MetricDefinition(
            "process_start_time_seconds", .gauge, "When the process began, since 1970."),
    ]

    private static let devices: [MetricDefinition] = [
        MetricDefinition(
            "syrinx_gpu_memory_used_bytes", .gauge, "GPU memory in use, by all processes.",
            labels: ["gpu"]),
        MetricDefinition(
            "syrinx_gpu_memory_total_bytes", .gauge, "GPU memory in all.", labels: ["gpu"]),
        MetricDefinition(
            "syrinx_gpu_use_ratio", .gauge, "Share of time in which the GPU worked, 0 to 1.",
            labels: ["gpu"]),
    ]

    private static let firstAudio = [
        0.005, 0.01, 0.02, 0.03, 0.04, 0.06, 0.08, 0.12, 0.2, 0.35, 0.6, 1, 2, 5, 15,
    ]
    private static let gaps = [
        0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 5, 15,
    ]
    private static let factors = [
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 3,
    ]
    private static let durations = [
        0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 180, 600, 3_600,
    ]
    static let batches: [Double] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64]
}
