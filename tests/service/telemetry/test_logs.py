"""A log line is one line, and no secret stands in it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.app_sections import LogSettings
from rag.progress import say
from rag.service.telemetry.logs import FIELDS, JsonLines, PlainLines, masked, on_behalf, set_up_logs

SECRET = "hunter2-very-secret"


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    """Put the loggers back as pytest has them."""
    root = logging.getLogger()
    kept = list(root.handlers), root.level
    names = ("rag", "uvicorn.error")
    levels = [logging.getLogger(name).level for name in names]
    yield
    root.handlers[:], root.level = kept
    root.setLevel(kept[1])
    for name, level in zip(names, levels, strict=True):
        logging.getLogger(name).setLevel(level)


def record(message: str, *args: object, **extra: object) -> logging.LogRecord:
    made = logging.makeLogRecord({"msg": message, "args": args, "name": "rag.x", **extra})
    made.levelname = "INFO"
    return made


@given(st.text(max_size=200))
def test_whatever_a_text_has_in_it_a_line_is_one_line(text: str) -> None:
    line = JsonLines().format(record("%s failed", text, **{FIELDS: {"name": text}}))
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["name"] == text
    plain = PlainLines().format(record("%s failed", text))
    assert len(plain.splitlines()) == 1
    assert plain.isprintable()


def test_a_forged_line_stays_within_its_own() -> None:
    forged = 'x\n{"level": "info", "message": "admin logged in"}\r\x1b[2K'
    assert "\n" not in JsonLines().format(record("%s", forged))
    plain = PlainLines().format(record("%s", forged))
    assert "\n" not in plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(
    "text",
    [
        f"Authorization: Bearer {SECRET}",
        f"sent Bearer {SECRET}",
        f"Cookie: footnote-7860={SECRET}; other=1",
        f"{{'x-api-key': '{SECRET}'}}",
        f"OPENAI_API_KEY={SECRET}",
        f'"password": "{SECRET}"',
        f"https://me:{SECRET}@host.example/x",
        f"GET /v1/articles?after={SECRET}",
        f"https://host.example/cb?code={SECRET}&state=1",
        f"key sk-{SECRET} was refused",
    ],
)
def test_what_looks_like_a_secret_is_masked(text: str) -> None:
    assert SECRET not in masked(text)
    assert SECRET not in JsonLines().format(record("%s", text))
    assert SECRET not in PlainLines().format(record("%s", text))


def test_an_ordinary_line_is_left_as_it_is() -> None:
    text = "A question failed: is it ready? 16 added; 58 chunks in 12.9 s, see docs/how-to/run.md"
    assert masked(text) == text


def failing() -> logging.LogRecord:
    try:
        raise ValueError(f"first\nsecond token={SECRET}")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    return record("it failed", exc_info=info)


def test_a_traceback_stays_with_its_line_and_is_masked() -> None:
    line = json.loads(JsonLines().format(failing()))
    assert "ValueError: first\nsecond token=***" in line["error"]
    first, *rest = PlainLines().format(failing()).splitlines()
    assert first == "rag: it failed"
    assert all(one.startswith("  ") for one in rest)
    assert SECRET not in "".join(rest)


def test_lines_of_json_are_those_of_all_loggers_with_the_request(
    capsys: pytest.CaptureFixture[str],
) -> None:
    stream = io.StringIO()
    set_up_logs(LogSettings(json_lines=True), stream)
    token = on_behalf.set("r1")
    logging.getLogger("uvicorn.error").info("Started")
    on_behalf.reset(token)
    logging.getLogger("rag.service.x").info("told", extra={FIELDS: {"event": "answer"}})
    logging.getLogger("httpx").info("GET https://a.example/?key=1")
    logging.getLogger("httpx").warning("slow")
    say("16 added")
    first, second, third, fourth = map(json.loads, stream.getvalue().splitlines())
    assert (first["message"], first["request_id"]) == ("Started", "r1")
    assert second["event"] == "answer"
    assert "request_id" not in second
    assert third["message"] == "slow", "of other packages only warnings"
    assert (fourth["logger"], fourth["message"]) == ("rag.said", "16 added")
    assert capsys.readouterr().err == ""


def test_lines_for_people_are_few(capsys: pytest.CaptureFixture[str]) -> None:
    stream = io.StringIO()
    set_up_logs(LogSettings(), stream)
    logging.getLogger("rag.service.x").info("told")
    logging.getLogger("uvicorn.error").info("Started")
    logging.getLogger("rag.service.x").warning("%s failed", "POST /room/judge")
    say("16 added")
    assert stream.getvalue() == "rag: POST /room/judge failed\n"
    assert capsys.readouterr().err == "rag: 16 added\n"
