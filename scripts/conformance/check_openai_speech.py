"""OpenAI's own client against /v1/audio/speech: every format, whole and streamed."""

import asyncio
import base64
import json

import audio
from openai import AsyncOpenAI, OpenAI
from report import expect, expect_equal

TEXT = ("The first sentence is short. The second one is a little longer, so that there is more "
        "than one chunk to be spoken. The third ends it.")
RATE = 24_000
TYPES = {"mp3": "audio/mpeg", "opus": "audio/ogg", "aac": "audio/aac", "flac": "audio/flac",
         "wav": "audio/wav", "pcm": "audio/pcm"}


def run(report, server) -> None:
    client = OpenAI(base_url=server.url + "/v1", api_key="none", max_retries=0, timeout=60)
    speech = client.audio.speech
    with report.check("create, pcm: 24 kHz, 16 bit, mono, without a header"):
        answer = speech.create(model="tts-1", voice="alloy", input=TEXT, response_format="pcm")
        pcm = answer.content
        audio.expect_speech(pcm, RATE, least=5)
        expect_equal("the same asked again", speech.create(
            model="tts-1", voice="alloy", input=TEXT, response_format="pcm").content == pcm, True)
    formats(report, speech, pcm)
    with report.check("with_streaming_response: bytes come before the end, and are the same"):
        with speech.with_streaming_response.create(
                model="tts-1", voice="alloy", input=TEXT, response_format="pcm") as answer:
            expect_equal("the transfer", answer.headers.get("transfer-encoding"), "chunked")
            expect(answer.headers.get("x-request-id"), "there is no X-Request-Id")
            pieces = list(answer.iter_bytes(1024))
        expect(len(pieces) > 4, f"only {len(pieces)} pieces")
        expect(b"".join(pieces) == pcm, "streamed bytes differ from those of create")
    events(report, speech, pcm)
    variants(report, speech, pcm)
    asyncio.run(many(report, server, pcm))
    batch(report, client, pcm)
    models(report, client)


def formats(report, speech, pcm: bytes) -> None:
    if not audio.has_decoder:
        report.skip("formats", "ffmpeg is not installed")
        return
    for name in ["wav", "flac", "mp3", "opus", "aac"]:
        with report.check(f"create, {name}: ffmpeg decodes it to the length of the pcm"):
            answer = speech.create(model="tts-1", voice="alloy", input=TEXT, response_format=name)
            kind = answer.response.headers["content-type"]
            expect(kind.startswith(TYPES[name]), f"the content type is {kind}")
            decoded = audio.samples(answer.content, RATE)
            if name in ("wav", "flac"):
                expect(decoded == pcm, "decoded samples differ from the pcm")
            else:
                audio.expect_speech(decoded, RATE, least=5)
                difference = audio.seconds(decoded, RATE) - audio.seconds(pcm, RATE)
                # A frame or two of the codec, and what players take away from the start.
                expect(abs(difference) < 0.12, f"{difference:+.3f} s beside the pcm")
    with report.check("without response_format: mp3"):
        answer = speech.create(model="tts-1", voice="alloy", input="Short.")
        expect(answer.response.headers["content-type"].startswith("audio/mpeg"), "no audio/mpeg")
        expect(len(audio.samples(answer.content, RATE)) > RATE // 2, "too short")


def events(report, speech, pcm: bytes) -> None:
    with report.check("stream_format sse: deltas, then done with the usage; the same bytes"):
        with speech.with_streaming_response.create(
                model="gpt-4o-mini-tts", voice="alloy", input=TEXT, response_format="pcm",
                stream_format="sse") as answer:
            kind = answer.headers["content-type"]
            expect(kind.startswith("text/event-stream"), f"the content type is {kind}")
            lines = [line for line in answer.iter_lines() if line]
        expect(all(line.startswith("data: ") for line in lines), "a line is no data line")
        told = [json.loads(line[6:]) for line in lines]
        expect_equal("the kinds of all but the last", {one["type"] for one in told[:-1]},
                     {"speech.audio.delta"})
        expect_equal("the last kind", told[-1]["type"], "speech.audio.done")
        usage = told[-1]["usage"]
        expect_equal("total_tokens", usage["total_tokens"],
                     usage["input_tokens"] + usage["output_tokens"])
        together = b"".join(base64.b64decode(one["audio"]) for one in told[:-1])
        expect(together == pcm, "the deltas' bytes differ from those of create")


def variants(report, speech, pcm: bytes) -> None:
    def spoken(**fields) -> bytes:
        fields = {"model": "tts-1", "voice": "alloy", "input": TEXT, "response_format": "pcm",
                  **fields}
        return speech.create(**fields).content

    with report.check("every voice name of OpenAI speaks"):
        for name in ("alloy ash ballad coral echo fable onyx nova sage shimmer verse marin "
                     "cedar").split():
            audio.expect_speech(spoken(voice=name, input="Hello there."), RATE, least=0.4)
    with report.check("a voice may be an object with an id"):
        expect(spoken(voice={"id": "flite/slt"}) == pcm, "not the same as the voice's name")
    with report.check("speed 2 takes about half the time, speed 0.5 twice as much"):
        for speed in (2, 0.5):
            share = len(spoken(speed=speed)) / len(pcm) * speed
            expect(0.85 < share < 1.15, f"speed {speed}: {share:.2f} of the length expected")
    with report.check("instructions and unknown fields: a warning header, no silence"):
        answer = speech.create(model="tts-1", voice="alloy", input="Hello.",
                               response_format="pcm", instructions="Speak like a pirate.",
                               extra_body={"temperature": 1})
        warnings = answer.response.headers.get_list("x-syrinx-warning")
        expect(any("instructions" in one for one in warnings), f"warnings are {warnings}")
        expect(any("temperature" in one for one in warnings), f"warnings are {warnings}")
    with report.check("language, profile, seed and sample_rate beside OpenAI's fields"):
        slow = spoken(extra_body={"profile": "cinematic", "seed": 7, "language": "en",
                                  "sample_rate": 16_000})
        difference = len(slow) / 2 / 16_000 - audio.seconds(pcm, RATE)
        expect(abs(difference) < 0.5, f"{difference:+.2f} s beside the fast profile's 24 kHz")
    with report.check("10,000 characters, more than OpenAI takes"):
        audio.expect_speech(spoken(input="A sentence that is said many times. " * 280), RATE, 300)


async def many(report, server, pcm: bytes) -> None:
    client = AsyncOpenAI(base_url=server.url + "/v1", api_key="none", max_retries=0, timeout=60)

    async def one(text: str) -> bytes:
        answer = await client.audio.speech.create(
            model="tts-1", voice="alloy", input=text, response_format="pcm")
        return answer.content

    texts = [TEXT] + [f"Listener number {number} hears a text of his own. {TEXT}"
                      for number in range(2, 13)]
    with report.check("12 at once: each hears what it hears alone"):
        together = await asyncio.gather(*[one(text) for text in texts])
        expect(together[0] == pcm, "the first text")
        for text, heard in zip(texts[1::5], together[1::5]):
            expect(await one(text) == heard, f"'{text[:20]}…'")
    await client.close()


def batch(report, client, pcm: bytes) -> None:
    with report.check("batch: one answer for each text, errors beside audio"):
        answer = client.post("/audio/speech/batch", cast_to=object, body={
            "model": "tts-1", "voice": "alloy", "response_format": "pcm",
            "items": [{"input": TEXT}, "Short.", {"input": "No.", "voice": "nobody"},
                      {"input": "  "}]})
        results = answer["results"]
        expect_equal("the indices", [one["index"] for one in results], [0, 1, 2, 3])
        expect(base64.b64decode(results[0]["audio"]) == pcm, "the first differs from create")
        audio.expect_speech(base64.b64decode(results[1]["audio"]), RATE, 0.2)
        expect_equal("the third's code", results[2]["error"]["code"], "voice_not_found")
        expect(results[3].get("audio") is None and results[3]["error"], "the fourth is blank")


def models(report, client) -> None:
    with report.check("models: list, then each by its name"):
        names = [one.id for one in client.models.list()]
        expect("tts-1" in names and "syrinx" in names, f"models are {names}")
        for name in names:
            expect_equal("the model's id", client.models.retrieve(name).id, name)
    with report.check("voices: each with its languages"):
        voices = client.get("/audio/voices", cast_to=object)["voices"]
        expect(any(one["id"] == "flite/slt" for one in voices), "there is no flite/slt")
        expect(all(one["languages"] and one["name"] for one in voices), "a voice lacks something")
