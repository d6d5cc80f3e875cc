"""The protocol's own client calls the tools, in memory and as a process of its own."""

import json
from pathlib import Path

import pytest
from mcp.client.client import Client
from mcp.shared.exceptions import MCPError

import rag
from rag.render.json import answer_dict
from rag.service.mcp import LONGEST_READ, make_server
from rag.service.opening import Openings
from rag.settings import Settings
from tests.beside import QUESTION as BESIDE
from tests.beside import SECRETS, YEARS, index_both
from tests.service.api.conftest import QUESTION, UNANSWERABLE
from tests.ui.loop import run_apart

ROOT = Path(__file__).parents[2]


def called(bot: rag.Chatbot, tool: str, **arguments: object):
    async def call():
        async with Client(make_server(lambda library: lambda: bot)) as client:
            return await client.call_tool(tool, arguments)

    return run_apart(call())


def test_every_tool_only_reads_and_says_what_it_returns(starter_bot: rag.Chatbot) -> None:
    async def listed():
        async with Client(make_server(lambda library: lambda: starter_bot)) as client:
            return (await client.list_tools()).tools

    tools = run_apart(listed())
    assert {tool.name for tool in tools} == {"ask", "search", "read", "check", "verify_quote"}
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.description
        assert tool.output_schema["properties"]


def test_an_answer_comes_as_text_and_as_the_one_object(starter_bot: rag.Chatbot) -> None:
    result = called(starter_bot, "ask", question=QUESTION)
    answer = starter_bot.ask(QUESTION)
    assert result.structured_content | {"seconds": {}} == answer_dict(answer) | {"seconds": {}}
    assert result.content[0].text == answer.markdown()
    refused = called(starter_bot, "ask", question=UNANSWERABLE)
    assert refused.structured_content["abstained"]
    assert not refused.is_error


def test_a_search_finds_and_an_article_is_read(starter_bot: rag.Chatbot) -> None:
    hits = called(starter_bot, "search", query="gigafactory", k=2).structured_content["hits"]
    assert len(hits) == 2
    hit = hits[0]
    passage = called(
        starter_bot, "read", article_id=hit["article_id"], start=hit["start"], end=hit["end"]
    ).structured_content
    assert passage["text"] == hit["text"]
    whole = called(starter_bot, "read", article_id=hit["article_id"]).structured_content
    assert whole["end"] == min(whole["length"], LONGEST_READ)


def test_a_text_and_a_quotation_are_checked(starter_bot: rag.Chatbot) -> None:
    wrong = "Northvolt filed for bankruptcy in Sweden on 13 March 2025."
    checked = called(starter_bot, "check", text=wrong).structured_content
    assert [one["verdict"] for one in checked["sentences"]] == ["contradicted"]
    quote = "filed for bankruptcy in Norway on 12 March 2025"
    found = called(starter_bot, "verify_quote", quote=quote).structured_content
    assert found["standing"] == "altered"


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("ask", {"question": "?!"}, "word"),
        ("read", {"article_id": "none"}, "search for it"),
        ("search", {"query": "a plant", "k": 0}, "greater than or equal"),
    ],
)
def test_a_mistake_is_an_error_with_its_reason(
    starter_bot: rag.Chatbot, tool: str, arguments: dict, reason: str
) -> None:
    result = called(starter_bot, tool, **arguments)
    assert result.is_error
    assert reason in result.content[0].text


def test_resources_are_the_library_and_its_articles(starter_bot: rag.Chatbot) -> None:
    info = starter_bot.articles()[0]

    async def read(uri: str) -> dict:
        async with Client(make_server(lambda library: lambda: starter_bot)) as client:
            return json.loads((await client.read_resource(uri)).contents[0].text)

    assert run_apart(read("library://facts"))["articles"] == starter_bot.facts().articles
    text = run_apart(read(f"article://{info.id}"))["text"]
    assert text == starter_bot.article(info.id).text

    async def read_what_is_not_there() -> None:
        async with Client(make_server(lambda library: lambda: starter_bot)) as client:
            with pytest.raises(MCPError, match="no article"):
                await client.read_resource("article://none")

    run_apart(read_what_is_not_there())


def test_tools_ask_the_library_that_is_named_and_no_other(tmp_path: Path) -> None:
    index_both(tmp_path)
    openings = Openings(Settings(state_dir=tmp_path))

    async def asked():
        async with Client(make_server(openings, openings.names)) as client:
            listed = await client.read_resource("library://all")
            answers = {
                name: await client.call_tool("ask", {"question": BESIDE, "library": name})
                for name in YEARS
            }
            hidden = {"article_id": f"only-{SECRETS['wire']}"}
            read = await client.call_tool("read", hidden)
            missing = await client.call_tool("ask", {"question": BESIDE, "library": "../wire"})
            return listed.contents[0].text, answers, read, missing

    listed, answers, read, missing = run_apart(asked())
    assert [one["id"] for one in json.loads(listed)] == ["default", "wire"]
    for name, year in YEARS.items():
        assert year in answers[name].content[0].text
    assert read.is_error
    assert missing.is_error
    assert "no library" in missing.content[0].text
    openings.close()
