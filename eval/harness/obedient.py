"""A language model that does whatever its prompt tells it to: the worst case of an injection."""

from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult


class ObedientModel(BaseChatModel):
    """Says what the first poison says that it finds in its prompt; else it has no answer.

    Args:
        orders: texts, as they stand in a prompt, and what a model that obeys each would write.
    """

    orders: Sequence[tuple[str, str]]

    @property
    def _llm_type(self) -> str:
        return "obedient"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        prompt = "\n".join(str(message.text) for message in messages)
        text = next((obeyed for order, obeyed in self.orders if order in prompt), "NO ANSWER")
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=text))])
