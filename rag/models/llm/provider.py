"""The language model that the settings name: a provider's, or a GGUF file on this machine."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.errors import ModelUnavailable
from rag.settings import ChatSettings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

GGUF = "gguf:"
CHARACTERS_PER_TOKEN = 3
"""A careful guess where a model's tokens can't be counted on this machine."""
_EXTRAS = {"openai": "openai", "anthropic": "anthropic", "mistralai": "mistral", "ollama": "ollama"}


def load_model(settings: ChatSettings) -> "BaseChatModel":
    """Return the model that the settings name. Nothing is sent before the first question.

    Raises:
        ModelUnavailable: when its package, key or file is missing; the message never shows a key.
    """
    if path := local_model(settings.model):
        from rag.models.llm.gguf import load_gguf

        return load_gguf(Path(path), settings.context, settings.max_tokens)
    return _load_remote(settings)


def local_model(name: str) -> str:
    """Return the file that a name of the form "gguf:FILE" stands for; empty for another name.

    Raises:
        ModelUnavailable: when the small one is not installed.
    """
    from rag.models.llm.gguf import SMALL, small_model

    if not name.startswith(GGUF):
        return ""
    file = name.removeprefix(GGUF)
    return str(small_model() if file == SMALL else Path(file))


def count_tokens(model: "BaseChatModel", text: str) -> int:
    """Return the number of tokens of a text: exact for a GGUF file, else a guess on the high side.

    Nothing is sent to count, nor fetched.
    """
    if model.custom_get_token_ids:
        return len(model.custom_get_token_ids(text))
    return len(text) // CHARACTERS_PER_TOKEN + 1


def _load_remote(settings: ChatSettings) -> "BaseChatModel":
    from langchain.chat_models import init_chat_model

    provider, _, name = settings.model.partition(":")
    if not name:
        raise ModelUnavailable(
            f'chat.model is {settings.model!r}: write it as "provider:model", for example '
            '"ollama:qwen3", or "gguf:FILE"'
        )
    options: dict[str, Any] = {"base_url": settings.base_url} if settings.base_url else {}
    try:
        model: BaseChatModel = init_chat_model(
            name,
            model_provider=provider,
            temperature=0,
            max_tokens=settings.max_tokens,
            timeout=settings.seconds,
            max_retries=0,
            **options,
        )
        return model
    except ImportError as error:
        extra = _EXTRAS.get(provider)
        todo = (
            f'run `pip install "footnote-rag[{extra}]"`'
            if extra
            else f"install LangChain's package for {provider!r}"
        )
        raise ModelUnavailable(
            f"chat.model {settings.model!r} needs a package that is missing: {todo}"
        ) from error
    except Exception as error:
        raise ModelUnavailable(
            f"chat.model {settings.model!r} can't be used ({type(error).__name__}): set the "
            "provider's key in the environment, for example OPENAI_API_KEY, and check the name"
        ) from None
