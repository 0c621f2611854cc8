"""What OpenAI's client raises: a class for each status, with the field that is wrong."""

import time

import openai
from openai import OpenAI
from report import expect, expect_equal
from server import Server

SHORT = {"model": "tts-1", "voice": "alloy", "input": "Hello.", "response_format": "pcm"}


def run(report, server) -> None:
    client = connect(server)
    refused(report, client)
    if not server.is_own:
        report.skip("keys and limits", "they need a server with settings of their own")
        return
    keys(report)
    rates(report)
    places(report)


def connect(server, key="none") -> OpenAI:
    return OpenAI(base_url=server.url + "/v1", api_key=key, max_retries=0, timeout=60)


def error_of(kind, call, **fields):
    """The error that a call raises, which must be of a class."""
    try:
        call(**{**SHORT, **fields})
    except kind as error:
        expect(error.message and error.request_id, f"{error!r} lacks its message or request ID")
        return error
    raise AssertionError(f"{fields}: {kind.__name__} was expected")


def refused(report, client) -> None:
    create = client.audio.speech.create
    cases = [
        ("an unknown voice", openai.NotFoundError, {"voice": "nobody"}, "voice"),
        ("an unknown model", openai.NotFoundError, {"model": "gpt-9"}, "model"),
        ("an empty input", openai.BadRequestError, {"input": ""}, "input"),
        ("an input without words", openai.BadRequestError, {"input": " \n\t"}, "input"),
        ("speed 5", openai.BadRequestError, {"speed": 5}, "speed"),
        ("a speed that is text", openai.BadRequestError, {"speed": "fast"}, "speed"),
        ("an unknown format", openai.BadRequestError, {"response_format": "ogg"},
         "response_format"),
        ("an unknown stream format", openai.BadRequestError, {"stream_format": "x"},
         "stream_format"),
        ("a voice that is a number", openai.BadRequestError, {"voice": 3}, "voice"),
        ("an unknown profile", openai.BadRequestError, {"extra_body": {"profile": "x"}},
         "profile"),
        ("a language that the voice doesn't speak", openai.UnprocessableEntityError,
         {"voice": "flite/slt", "extra_body": {"language": "ja"}}, "language"),
    ]
    for name, kind, fields, parameter in cases:
        with report.check(f"{name}: {kind.__name__} about {parameter}"):
            error = error_of(kind, create, **fields)
            expect_equal("param", error.param, parameter)
            expect_equal("type", error.type, "invalid_request_error")
            expect(error.code, "there is no code")
    with report.check("an unknown path: NotFoundError"):
        try:
            client.get("/nothing/here", cast_to=object)
            expect(False, "it was found")
        except openai.NotFoundError as error:
            expect(error.code == "not_found", f"the code is {error.code}")


def keys(report) -> None:
    with Server.started(api_key="secret-of-the-test") as server:
        with report.check("no key and a wrong key: AuthenticationError"):
            for key in ("wrong", "secret-of-the-tes", "secret-of-the-test2"):
                error = error_of(
                    openai.AuthenticationError, connect(server, key).audio.speech.create)
                expect_equal("code", error.code, "invalid_api_key")
        with report.check("the right key speaks"):
            answer = connect(server, "secret-of-the-test").audio.speech.create(**SHORT)
            expect(len(answer.content) > 10_000, "too little audio")


def rates(report) -> None:
    with Server.started(client_rate=2) as server:
        client = connect(server)
        with report.check("more requests a minute than allowed: RateLimitError, Retry-After"):
            for _ in range(2):
                client.audio.speech.create(**SHORT)
            error = error_of(openai.RateLimitError, client.audio.speech.create)
            expect(1 <= int(error.response.headers["retry-after"]) <= 60, "Retry-After")
            expect_equal("type", error.type, "rate_limit_error")


def places(report) -> None:
    with Server.started(max_requests=1, max_queue=0) as server:
        client = connect(server)
        with report.check("all places taken: 503 with Retry-After; then free again"):
            with client.audio.speech.with_streaming_response.create(
                    **{**SHORT, "input": "A long text that goes on. " * 4_000}):
                error = error_of(openai.InternalServerError, client.audio.speech.create)
                expect_equal("status", error.status_code, 503)
                expect_equal("type", error.type, "server_busy")
                expect(int(error.response.headers["retry-after"]) >= 1, "Retry-After")
            # The listener has gone; its place must become free.
            deadline = time.monotonic() + 10
            while True:
                try:
                    client.audio.speech.create(**SHORT)
                    break
                except openai.InternalServerError:
                    expect(time.monotonic() < deadline, "the place is never given back")
                    time.sleep(0.05)
