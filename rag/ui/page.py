"""The Gradio page: what is on it and what happens on a click."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import gradio as gr

from rag.errors import RagError
from rag.ui import feedback, html, reader
from rag.ui.conversation import Exchange, Provider, reply, stopped
from rag.ui.suggestions import suggest

SUGGESTIONS = 4
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "Consolas", "monospace"]
_HEADER = """<header class="fn-header"><h1>Footnote</h1>
<p>Answers from your articles, every sentence footnoted to the exact words behind it.</p></header>"""
_READER = """<dialog class="fn-reader" aria-label="Article">
<form method="dialog"><button class="fn-back" autofocus>← Back to the answer</button><kbd>Esc</kbd></form>
<div class="fn-reader-body" tabindex="-1"></div></dialog><p class="fn-announcer fn-hidden" aria-live="polite"></p>"""
_PLAIN: dict[str, Any] = {"padding": False, "apply_default_css": False}

_FOCUS = """() => matchMedia("(pointer: fine)").matches && document.querySelector("#fn-question textarea").focus()"""
"""Moves the focus from a button that goes away to the question box; not where that calls up an on-screen keyboard."""

Update = dict[Any, Any]
"""New values by component, as Gradio takes them from a handler."""


def asset(name: str) -> str:
    """Return a text file that ships with the page."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def theme() -> gr.themes.Base:
    """Return the theme: fonts of the reader's own system only, colours left to style.css."""
    return gr.themes.Base(font=_SANS, font_mono=_MONO, radius_size="sm")


class Page:
    """The page of one app; what was asked lives in each browser session's own state.

    Args:
        provider: returns the chatbot, waiting for it where it is still being loaded.
    """

    def __init__(self, provider: Provider) -> None:
        self._provider = provider
        with gr.Blocks(title="Footnote", analytics_enabled=False, fill_width=True) as self.blocks:
            self._session = gr.State([])
            gr.HTML(_HEADER, **_PLAIN)
            self._facts = gr.HTML('<p class="fn-facts">Opening the articles…</p>', **_PLAIN)
            self._conversation = gr.HTML(elem_id="fn-conversation", **_PLAIN)
            with gr.Column(elem_id="fn-start") as self._start:
                self._hint = gr.HTML("<p>Try a question that the articles answer</p>", visible=False, **_PLAIN)
                self._suggestions = [gr.Button(visible=False, elem_classes="fn-suggestion") for _ in range(SUGGESTIONS)]
            with gr.Row(elem_id="fn-composer"):
                self._box = gr.Textbox(
                    label="Your question",
                    placeholder="Ask about the articles",
                    submit_btn="Ask",
                    max_lines=6,
                    autofocus=True,
                    container=False,
                    scale=1,
                    elem_id="fn-question",
                )
                self._clear = gr.Button("New conversation", visible=False, elem_id="fn-clear", scale=0)
            self._status = gr.HTML('<p role="status" aria-live="polite"></p>', elem_classes="fn-hidden", **_PLAIN)
            script = asset("page.js") + asset("feedback.js")
            gr.HTML(_READER, js_on_load=script, server_functions=[_read_with(provider), _judge_with(provider)], **_PLAIN)
            self._connect()

    def _connect(self) -> None:
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        changed = [self._session, self._conversation, self._status, self._box, self._start, self._clear]
        asking: list[dict[str, Any]] = [
            trigger(self._ask, [component, self._session], changed, **quiet)
            for component, trigger in [(self._box, self._box.submit), *((b, b.click) for b in self._suggestions)]
        ]
        self._box.stop(self._stop, self._session, changed, cancels=asking, **quiet)
        cleared = self._clear.click(lambda: self._show([]), None, changed, cancels=asking, **quiet)
        leaving: list[Callable[..., Any]] = [cleared.then, *(button.click for button in self._suggestions)]
        for leave in leaving:
            leave(None, js=_FOCUS, **quiet)
        opened = self.blocks.load(self._describe, None, [self._facts], **quiet)
        opened.then(self._suggest, None, [self._hint, *self._suggestions], **quiet)

    async def _ask(self, question: str, earlier: list[Exchange]) -> AsyncIterator[Update]:
        """Answer in a thread of its own, so that "Stop" need not wait for it."""
        replies = reply(self._provider, question, earlier)
        while exchange := await asyncio.to_thread(next, replies, None):
            yield self._show([*earlier, exchange], busy=True)
        yield {self._box: _box(busy=False)}

    def _stop(self, exchanges: list[Exchange]) -> Update:
        return self._show(stopped(exchanges))

    def _show(self, exchanges: Sequence[Exchange], busy: bool = False) -> Update:
        said = html.status(exchanges[-1]) if exchanges else ""
        return {
            self._session: list(exchanges),
            self._conversation: html.conversation(exchanges),
            self._status: f'<p role="status" aria-live="polite">{said}</p>',
            self._box: _box(busy),
            self._start: gr.Column(visible=not exchanges),
            self._clear: gr.Button(visible=bool(exchanges)),
        }

    def _describe(self) -> str:
        try:
            return f'<p class="fn-facts">{html.facts(self._provider().facts())}</p>'
        except RagError as error:
            return html.no_article(str(error))

    def _suggest(self) -> list[gr.HTML | gr.Button]:
        try:
            questions = suggest(self._provider(), SUGGESTIONS)
        except RagError:
            questions = []
        blank = [""] * (SUGGESTIONS - len(questions))
        buttons = [gr.Button(question, visible=bool(question)) for question in questions + blank]
        return [gr.HTML(visible=bool(questions)), *buttons]


def _read_with(provider: Provider) -> Callable[[object], str]:
    """Return what the page calls as ``server.read``: Gradio takes plain functions only."""

    def read(request: object) -> str:
        return reader.read(provider, request)

    return read


def _judge_with(provider: Provider) -> Callable[[object], dict[str, object]]:
    """Return what the page calls as ``server.judge``."""

    def judge(request: object) -> dict[str, object]:
        return asdict(feedback.judge(provider, request))

    return judge


def _box(busy: bool) -> gr.Textbox:
    if busy:
        return gr.Textbox(value="", submit_btn=False, stop_btn="Stop")
    return gr.Textbox(submit_btn="Ask", stop_btn=False)
