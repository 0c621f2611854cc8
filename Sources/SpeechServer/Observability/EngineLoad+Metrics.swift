import SpeechEngine
import SpeechSchedule

extension EngineLoad {
    /// As metrics.
    var metrics: [MetricReading] {
        let totals = schedule.totals
        var batches = Distribution(bounds: MetricTable.batches)
        for (size, count) in totals.batchSizes { batches.add(Double(size), times: count) }
        return [
            MetricReading("syrinx_listeners", Double(schedule.listeners)),
            MetricReading("syrinx_waiting_segments", Double(schedule.waitingSegments)),
            MetricReading("syrinx_running_batches", Double(schedule.runningBatches)),
            MetricReading("syrinx_batch_occupancy", .distribution(batches)),
            MetricReading("syrinx_segments_total", Double(totals.segments)),
            MetricReading("syrinx_retries_total", Double(totals.retries)),
            MetricReading("syrinx_runaways_total", Double(totals.runaways)),
            MetricReading("syrinx_stalls_total", Double(totals.stalls)),
            MetricReading("syrinx_synthesis_bytes", Double(schedule.synthesisBytes)),
            MetricReading("syrinx_waiting_audio_bytes", Double(schedule.waitingBytes)),
        ]
            + families.map { family in
                MetricReading(
                    "syrinx_family_loaded_bytes", Double(family.bytes), labels: [family.id])
            }
    }
}
