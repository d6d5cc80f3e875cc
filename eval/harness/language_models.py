"""The language models that suites write with."""

from typing import TYPE_CHECKING

from eval.harness.datasets import MissingData
from rag.errors import ModelUnavailable
from rag.settings import ChatSettings
from rag.wiring import chat_model

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

SMALL = "gguf:smollm2"


def load(chat: ChatSettings) -> "BaseChatModel":
    """Return the language model.

    Raises:
        MissingData: when it can't be had.
    """
    try:
        return chat_model(chat)
    except ModelUnavailable as error:
        raise MissingData(str(error)) from error
