"""The MCP server as a process, and over HTTP."""

import asyncio
import json
import sys
import threading
import tomllib
from pathlib import Path

import uvicorn
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from starlette.testclient import TestClient

import rag
from eval.faults.served import free_port
from rag.render.json import answer_dict
from rag.service.mcp import make_server, over_http
from rag.service.people.people import People
from rag.service.people.roles import Role, rights_of
from tests.service.api.conftest import QUESTION
from tests.ui.loop import run_apart

ROOT = Path(__file__).parents[2]


def test_a_process_of_its_own_answers_on_stdin_and_stdout(tmp_path: Path) -> None:
    rag.index(rag.Article("The plant in Heide opened in May 2021.", title="Heide"), tmp_path)
    command = "import sys; from rag.cli import main; sys.argv[0] = 'rag'; main()"
    arguments = ["-c", command, "mcp", "--state", str(tmp_path)]

    async def call():
        parameters = StdioServerParameters(command=sys.executable, args=arguments)
        async with Client(stdio_client(parameters)) as client:
            return await client.call_tool("ask", {"question": "When did the plant in Heide open?"})

    result = run_apart(call())
    assert result.structured_content["citations"][0]["article_id"] == "heide"


def test_the_registry_is_told_this_version() -> None:
    described = json.loads((ROOT / "server.json").read_text())
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    assert described["version"] == described["packages"][0]["version"] == version == rag.__version__


def test_over_http_a_key_for_all_libraries_is_needed_where_one_is_needed_elsewhere(
    starter_bot: rag.Chatbot, tmp_path: Path
) -> None:
    people = People(tmp_path)
    key = people.create_key("Agent", rights_of(Role.READER, ()), None)
    part = people.create_key("Part", rights_of(Role.READER, ["default"]), None)
    asked = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    accept = {"Accept": "application/json, text/event-stream"}
    server = make_server(lambda name: lambda: starter_bot)
    with TestClient(over_http(server, people), base_url="http://127.0.0.1:7861") as client:
        refused = client.post("/mcp", json=asked, headers=accept)
        partly = client.post("/mcp", json=asked, headers=accept | {"x-api-key": part})
        listed = client.post("/mcp", json=asked, headers=accept | {"x-api-key": key})
    assert [refused.status_code, partly.status_code] == [401, 403]
    assert "verify_quote" not in refused.text + partly.text
    assert listed.status_code == 200
    assert "verify_quote" in listed.text
    people.close()


def test_a_client_over_http_gets_the_same_answer(starter_bot: rag.Chatbot) -> None:
    app = make_server(lambda name: lambda: starter_bot).streamable_http_app(stateless_http=True)
    config = uvicorn.Config(app, port=free_port(), log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()

    async def call():
        while not server.started:
            await asyncio.sleep(0)
        async with Client(f"http://127.0.0.1:{config.port}/mcp") as client:
            return await client.call_tool("ask", {"question": QUESTION})

    try:
        result = run_apart(call())
    finally:
        server.should_exit = True
        thread.join()
    said = result.structured_content
    expected = answer_dict(starter_bot.ask(QUESTION))
    assert said | {"seconds": {}} == expected | {"seconds": {}}
