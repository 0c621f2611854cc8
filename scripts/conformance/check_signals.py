"""The end of the server: the first SIGTERM lets streams complete, the second doesn't."""

import http.client
import json
import signal
import socket
import time
from urllib.parse import urlsplit

from report import expect, expect_equal
from server import Server

LONG = "A sentence of some length that is part of a long text. " * 3_000


def run(report, server) -> None:
    if not server.is_own:
        report.skip("signals", "they need a server of our own")
        return
    drains(report)
    ends_at_once(report)


def begin(server, text: str):
    """A stream whose head and first bytes are there."""
    place = urlsplit(server.url)
    connection = http.client.HTTPConnection(place.hostname, place.port, timeout=60)
    body = json.dumps({"model": "tts-1", "voice": "alloy", "response_format": "pcm",
                       "input": text})
    connection.request("POST", "/v1/audio/speech", body, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    expect_equal("status", answer.status, 200)
    return answer, answer.read(10_000)


def drains(report) -> None:
    # Some 19 MB: more than the buffers between client and server hold.
    text = LONG[:6_000]
    with Server.started() as server:
        answer, first = begin(server, text)
        alone = first + answer.read()
    # However slow the machine is: how long streams may take to their end is not asked here.
    with Server.started(drain_s=3_600) as server:
        answer, first = begin(server, text)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with report.check("SIGTERM in mid-stream: nobody new is let in"):
            place = urlsplit(server.url)
            try:
                socket.create_connection((place.hostname, place.port), timeout=5).close()
                expect(False, "a new connection was taken")
            except OSError:
                pass
        with report.check("SIGTERM in mid-stream: the stream is heard to its end"):
            expect(server.process.poll() is None, "the server ended before the stream")
            heard = first + answer.read()
            expect(heard == alone, f"{len(heard)} bytes, alone {len(alone)}")
        with report.check("then the server ends with status 0"):
            expect_equal("status", server.process.wait(15), 0)


def ends_at_once(report) -> None:
    with Server.started() as server:
        answer, _ = begin(server, LONG)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with report.check("a second SIGTERM: the server ends at once"):
            expect(server.process.poll() is None, "the first ended it already")
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(5)
            cut = False
            try:
                while answer.read(65_536):
                    pass
            except (http.client.IncompleteRead, ConnectionError):
                cut = True
            expect(cut, "the stream looks complete")
