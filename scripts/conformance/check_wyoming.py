"""Wyoming with its own Python package, as Home Assistant uses it."""

import asyncio
import socket

from wyoming.audio import AudioChunk, AudioStart, AudioStop
from wyoming.client import AsyncTcpClient
from wyoming.error import Error
from wyoming.info import Describe, Info
from wyoming.ping import Ping, Pong
from wyoming.tts import (
    Synthesize, SynthesizeChunk, SynthesizeStart, SynthesizeStop, SynthesizeStopped,
    SynthesizeVoice)

from audio import expect_speech
from report import expect, expect_equal
from server import Server

text = "Hello there. This is said while it is being written. It has three sentences."


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def read(client, last: str) -> list:
    """The events up to the first of a type."""
    events = []
    while not events or events[-1].type != last:
        event = await client.read_event()
        expect(event is not None, f"the connection ended before {last}")
        expect(not Error.is_type(event.type) or last == "error", f"error: {event.data}")
        events.append(event)
    return events


def sound(events: list) -> tuple[bytes, int]:
    """The samples between one start and one stop, and their rate."""
    kinds = [event.type for event in events]
    expect_equal("number of audio-start", kinds.count("audio-start"), 1)
    start = AudioStart.from_event(events[kinds.index("audio-start")])
    expect_equal("width and channels", (start.width, start.channels), (2, 1))
    chunks = [AudioChunk.from_event(event) for event in events if AudioChunk.is_type(event.type)]
    samples = 0
    for chunk in chunks:
        expect_equal("rate", chunk.rate, start.rate)
        expect_equal("timestamp", chunk.timestamp, samples * 1000 // chunk.rate)
        samples += chunk.samples
    expect(any(AudioStop.is_type(kind) for kind in kinds), "there is no audio-stop")
    return b"".join(chunk.audio for chunk in chunks), start.rate


def run(report, server) -> None:
    if not server.is_own:
        report.skip("all", "needs a server of our own, with server.wyoming set")
        return
    port = free_port()
    with Server.started(wyoming="true", wyoming_port=port) as own:
        asyncio.run(talk(report, port))
        own.must_live()


async def talk(report, port: int) -> None:
    async with AsyncTcpClient("127.0.0.1", port, read_timeout=30) as client:
        with report.check("info has voices with languages"):
            await client.write_event(Describe().event())
            info = Info.from_event((await read(client, "info"))[-1])
            expect_equal("number of tts programs", len(info.tts), 1)
            program = info.tts[0]
            expect(program.installed and program.supports_synthesize_streaming, f"{program}")
            expect(len(program.voices) > 0, "there are no voices")
            expect(all(voice.languages for voice in program.voices), "a voice has no language")
        voice = program.voices[0]
        with report.check("ping"):
            await client.write_event(Ping(text="é").event())
            expect_equal("text", Pong.from_event((await read(client, "pong"))[-1]).text, "é")
        with report.check("a whole text, by the name of a voice"):
            request = Synthesize(text=text, voice=SynthesizeVoice(name=voice.name))
            await client.write_event(request.event())
            whole, rate = sound(await read(client, "audio-stop"))
            expect_speech(whole, rate, least=3)
        with report.check("a text by language"):
            request = Synthesize(text="Bom dia.", voice=SynthesizeVoice(language="pt_BR"))
            if any("pt-BR" in voice.languages for voice in program.voices):
                await client.write_event(request.event())
                expect_speech(*sound(await read(client, "audio-stop")), least=0.3)
        with report.check("a text in pieces is the same sound, said once"):
            await client.write_event(SynthesizeStart(voice=SynthesizeVoice(name=voice.name)).event())
            for word in text.split(" "):
                await client.write_event(
                    SynthesizeChunk(text=word if word == "Hello" else " " + word).event())
            # Home Assistant sends the whole text, too, for servers that know no pieces.
            await client.write_event(
                Synthesize(text=text, voice=SynthesizeVoice(name=voice.name)).event())
            await client.write_event(SynthesizeStop().event())
            events = await read(client, "synthesize-stopped")
            expect(SynthesizeStopped.is_type(events[-1].type), "it ends otherwise")
            expect(sound(events)[0] == whole, "pieces don't sound like the whole")
        with report.check("sound comes before the text is complete"):
            await client.write_event(SynthesizeStart(voice=SynthesizeVoice(name=voice.name)).event())
            await client.write_event(SynthesizeChunk(text="The first sentence. And ").event())
            await read(client, "audio-chunk")
            await client.write_event(SynthesizeChunk(text="the second.").event())
            await client.write_event(SynthesizeStop().event())
            await read(client, "synthesize-stopped")
        with report.check("an unknown voice is an error, the connection stays"):
            await client.write_event(
                Synthesize(text="Hello.", voice=SynthesizeVoice(name="nobody")).event())
            error = Error.from_event((await read(client, "error"))[-1])
            expect_equal("code", error.code, "voice_not_found")
            await client.write_event(Ping().event())
            await read(client, "pong")
    with report.check("garbage ends its connection alone"):
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b'{"type":"a","payload_length":-1}\n')
        expect_equal("answer", await asyncio.wait_for(reader.read(), 10), b"")
        writer.close()
        async with AsyncTcpClient("127.0.0.1", port, read_timeout=30) as client:
            await client.write_event(Ping().event())
            await read(client, "pong")
