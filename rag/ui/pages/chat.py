"""The Gradio page: what is on it and what happens on a click."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import aclosing
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import gradio as gr

from rag.errors import RagError
from rag.ui import texts
from rag.ui.handlers.judge_answer import judge_answer
from rag.ui.handlers.open_article import open_article
from rag.ui.handlers.suggest import COUNT, Suggestions
from rag.ui.listeners import Listeners
from rag.ui.parts.article import no_article
from rag.ui.parts.conversation import conversation, status
from rag.ui.parts.template import render
from rag.ui.running import RunningQuestions
from rag.ui.session import Exchange, Provider, reply, stopped

_SANS = [
    "system-ui",
    "-apple-system",
    "Segoe UI",
    "Roboto",
    "Helvetica Neue",
    "Arial",
    "sans-serif",
]
_MONO = ["ui-monospace", "Consolas", "monospace"]
_PLAIN: dict[str, Any] = {"padding": False, "apply_default_css": False}

_FOCUS = """() => {
  const box = document.querySelector("#fn-question textarea");
  if (matchMedia("(pointer: fine)").matches) box.focus();
}"""
"""Moves the focus from a button that goes away to the question box.

Not where that calls up an on-screen keyboard.
"""

_SWEEP = 300, 3_600
"""Uploaded files are looked for every so many seconds, and deleted at the second age."""

Update = dict[Any, Any]
"""New values by component, as Gradio takes them from a handler."""


def asset(name: str) -> str:
    """Return a text file that ships with the page."""
    return files("rag.ui").joinpath("assets", name).read_text(encoding="utf-8")


def theme() -> gr.themes.Base:
    """Return the theme: fonts of the reader's own system only, colours are left to style.css."""
    return gr.themes.Base(font=_SANS, font_mono=_MONO, radius_size="sm")


class Page:
    """The page of one app; what was asked lives in each browser session's own state.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.

    Attributes:
        listeners: who listens; the server tells it.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        self.listeners = Listeners()
        self._running = RunningQuestions()
        self.suggestions = Suggestions(provider)
        with gr.Blocks(
            title="Footnote", analytics_enabled=False, fill_width=True, delete_cache=_SWEEP
        ) as self.blocks:
            self._session = gr.State([])
            self._question_id = gr.Textbox(visible=False)
            gr.HTML(render("header", title="Footnote", tagline=texts.TAGLINE), **_PLAIN)
            self._facts = gr.HTML(render("facts", text=texts.OPENING), **_PLAIN)
            self._conversation = gr.HTML(elem_id="fn-conversation", **_PLAIN)
            with gr.Column(elem_id="fn-start") as self._start:
                self._hint = gr.HTML(render("hint"), visible=False, **_PLAIN)
                self._suggested = [
                    gr.Button(visible=False, elem_classes="fn-suggestion") for _ in range(COUNT)
                ]
            with gr.Row(elem_id="fn-composer"):
                self._box = gr.Textbox(
                    label=texts.QUESTION_LABEL,
                    placeholder=texts.PLACEHOLDER,
                    submit_btn=texts.ASK,
                    max_lines=6,
                    autofocus=True,
                    container=False,
                    scale=1,
                    elem_id="fn-question",
                )
                self._clear = gr.Button(
                    texts.NEW_CONVERSATION, visible=False, elem_id="fn-clear", scale=0
                )
            self._as_it_stands = gr.Button(texts.WITHOUT, elem_id="fn-as-it-stands")
            self._status = gr.HTML(_announced(""), elem_classes="fn-hidden", **_PLAIN)
            gr.HTML(
                render("reader"),
                js_on_load=asset("page.js") + asset("feedback.js"),
                server_functions=_server_functions(provider),
                **_PLAIN,
            )
            self._connect()

    def _connect(self) -> None:
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        shown = [
            self._session,
            self._question_id,
            self._conversation,
            self._status,
            self._box,
            self._start,
            self._clear,
        ]
        ask: dict[str, Any] = {"fn": self._ask, "outputs": shown, **quiet}
        self._box.submit(inputs=[self._box, self._session], **ask)
        literal = {"fn": self._ask_as_it_stands, "outputs": shown, **quiet}
        self._as_it_stands.click(inputs=[self._box, self._session], **literal)
        for button in self._suggested:
            button.click(inputs=[button, self._session], **ask)
            button.click(None, js=_FOCUS, **quiet)
        self._box.stop(self._stop, self._question_id, None, **quiet)
        cleared = self._clear.click(self._forget, self._question_id, shown, **quiet)
        cleared.then(None, js=_FOCUS, **quiet)
        opened = self.blocks.load(self._describe, None, [self._facts], **quiet)
        suggested = [self._hint, *self._suggested]
        opened.then(self._suggest, None, suggested, concurrency_limit=None, **quiet)

    async def _ask_as_it_stands(
        self, question: str, earlier: list[Exchange], request: gr.Request
    ) -> AsyncIterator[Update]:
        """Answer a question to which nothing is added; see `Chatbot.ask`."""
        async for update in self._ask(question, earlier, request, literal=True):
            yield update

    async def _ask(
        self,
        question: str,
        earlier: list[Exchange],
        request: gr.Request,
        literal: bool = False,
    ) -> AsyncIterator[Update]:
        """Answer a question, and take another one as soon as it is answered or stopped."""
        if not await self.listeners.hears(request.session_hash or ""):
            return
        exchange = Exchange(question)
        replies = reply(self._provider, question, earlier, literal)
        with self._running.ask() as running:
            async with aclosing(running.until_stopped(replies)) as coming:
                async for exchange in coming:
                    yield self._show([*earlier, exchange], running.id)
            if not running.dropped:
                yield self._show([*earlier, stopped(exchange)])

    async def _stop(self, question_id: str) -> None:
        self._running.stop(question_id)

    async def _forget(self, question_id: str) -> Update:
        await self._running.drop(question_id)
        return self._show([])

    def _show(self, exchanges: Sequence[Exchange], question_id: str = "") -> Update:
        """Return the page with a conversation; with an id its last question is being answered."""
        return {
            self._session: list(exchanges),
            self._question_id: question_id,
            self._conversation: conversation(exchanges),
            self._status: _announced(status(exchanges[-1]) if exchanges else ""),
            self._box: _box(busy=bool(question_id)),
            self._start: gr.Column(visible=not exchanges),
            self._clear: gr.Button(visible=bool(exchanges)),
        }

    def _describe(self) -> str:
        try:
            return render("facts", text=texts.described(self._provider().facts()))
        except RagError as error:
            return no_article(str(error))

    async def _suggest(self) -> list[gr.HTML | gr.Button]:
        try:
            questions = await self.suggestions.current()
        except RagError:
            questions = []
        labels = questions + [""] * (COUNT - len(questions))
        buttons = [gr.Button(label, visible=bool(label)) for label in labels]
        return [gr.HTML(visible=bool(questions)), *buttons]


def _server_functions(provider: Provider) -> list[Callable[[object], object]]:
    """Return what the page calls as ``server.article`` and ``server.judge``.

    Gradio takes plain functions only and goes by their names.
    """

    def article(request: object) -> str:
        return open_article(provider, request)

    def judge(request: object) -> dict[str, object]:
        return asdict(judge_answer(provider, request))

    return [article, judge]


def _announced(text: str) -> str:
    return render("status", text=text, css="")


def _box(busy: bool) -> gr.Textbox:
    if busy:
        return gr.Textbox(value="", submit_btn=False, stop_btn=texts.STOP)
    return gr.Textbox(submit_btn=texts.ASK, stop_btn=False)
