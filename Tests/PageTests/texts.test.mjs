import assert from "node:assert/strict";
import { test } from "node:test";

import { buckets, parseMetrics, quantile, total } from "../../Sources/SpeechWeb/Page/metrics-text.js";
import { niceMaximum, RollingSeries } from "../../Sources/SpeechWeb/Page/rolling-series.js";
import { EventParser } from "../../Sources/SpeechWeb/Page/sse.js";
import { seeded } from "./random.mjs";

const stream = ": hello\nevent: request\ndata: {\"a\":1}\n\ndata: one\r\ndata: two\r\n\r\nid: 7\n\nevent:load\rdata:x\r\r";
const expected = [
    { event: "request", data: '{"a":1}' },
    { event: "message", data: "one\ntwo" },
    { event: "load", data: "x" },
];

test("events are read whole, wherever the stream was cut", () => {
    const random = seeded(7);
    for (let round = 0; round < 200; round += 1) {
        const parser = new EventParser();
        const events = [];
        for (let at = 0; at < stream.length;) {
            const end = at + 1 + random.below(12);
            events.push(...parser.feed(stream.slice(at, end)));
            at = end;
        }
        // The last carriage return could be half a line end until something follows.
        events.push(...parser.feed(":\n"));
        assert.deepEqual(events, expected);
    }
});

const exposition = `# HELP syrinx_first_audio_seconds From the request to\\nthe first audio.
# TYPE syrinx_first_audio_seconds histogram
syrinx_first_audio_seconds_bucket{profile="fast",le="0.1"} 6
syrinx_first_audio_seconds_bucket{profile="fast",le="0.5"} 9
syrinx_first_audio_seconds_bucket{profile="fast",le="+Inf"} 10
syrinx_first_audio_seconds_sum{profile="fast"} 2.5
syrinx_first_audio_seconds_count{profile="fast"} 10
syrinx_first_audio_seconds_bucket{profile="book",le="0.1"} 2
syrinx_first_audio_seconds_bucket{profile="book",le="0.5"} 9
syrinx_first_audio_seconds_bucket{profile="book",le="+Inf"} 10
syrinx_first_audio_seconds_sum{profile="book"} 4
syrinx_first_audio_seconds_count{profile="book"} 10
# TYPE odd gauge
odd{text="a \\"b\\" \\\\ {c}, d=\\"e"} -1.5e-3 1700000000000
nothing NaN
this is no metric
`;

test("Prometheus text is read, with histograms as one family", () => {
    const families = parseMetrics(exposition);
    assert.deepEqual([...families.keys()], ["syrinx_first_audio_seconds", "odd", "nothing"]);
    const family = families.get("syrinx_first_audio_seconds");
    assert.equal(family.type, "histogram");
    assert.equal(family.help, "From the request to\nthe first audio.");
    assert.equal(total(family), 20);
    assert.deepEqual(buckets(family), [
        { upper: 0.1, count: 8 }, { upper: 0.5, count: 10 }, { upper: Infinity, count: 2 },
    ]);
    const [sample] = families.get("odd").samples;
    assert.equal(sample.value, -0.0015);
    assert.equal(sample.labels.text, 'a "b" \\ {c}, d="e');
});

test("quantiles lie within their bucket", () => {
    const histogram = buckets(parseMetrics(exposition).get("syrinx_first_audio_seconds"));
    assert.ok(Math.abs(quantile(histogram, 0.5) - 0.18) < 1e-9);
    assert.ok(Math.abs(quantile(histogram, 0.2) - 0.05) < 1e-9);
    assert.equal(quantile(histogram, 0.99), 0.5);
    assert.equal(quantile([], 0.5), null);
});

test("a series forgets its oldest, an axis ends where one would end it", () => {
    const series = new RollingSeries(3);
    for (const value of [1, 2, undefined, NaN]) series.add(value);
    assert.deepEqual(series.values, [2, null, null]);
    assert.equal(series.last, 2);
    const ends = [0, 0.003, 0.021, 1, 2.3, 7, 99, 1_000, 1_001].map(niceMaximum);
    const wanted = [1, 0.005, 0.025, 1, 2.5, 10, 100, 1_000, 2_000];
    ends.forEach((end, index) => assert.ok(Math.abs(end - wanted[index]) < 1e-9 * wanted[index], `${end}`));
});
