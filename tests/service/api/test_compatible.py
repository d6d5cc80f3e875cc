"""The makers' own clients ask the served app."""

import anthropic
import openai
import pytest
from langchain_openai import ChatOpenAI

import rag
from tests.service.api.conftest import QUESTION, UNANSWERABLE

ASKED = [{"role": "user", "content": QUESTION}]


@pytest.fixture
def client(url: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{url}/v1", api_key="none", max_retries=0)


@pytest.fixture
def claude(url: str) -> anthropic.Anthropic:
    return anthropic.Anthropic(base_url=url, api_key="none", max_retries=0)


def test_the_library_is_a_model(client: openai.OpenAI) -> None:
    assert [model.id for model in client.models.list()] == ["footnote"]
    assert client.models.retrieve("footnote").owned_by == "footnote"
    with pytest.raises(openai.NotFoundError, match="ask for 'footnote'"):
        client.models.retrieve("other")


def test_a_chat_completion_annotates_each_sentence(
    client: openai.OpenAI, answer: rag.Answer, starter_bot: rag.Chatbot
) -> None:
    completion = client.chat.completions.create(model="footnote", messages=ASKED, temperature=0.2)
    message = completion.choices[0].message
    assert message.content == answer.text
    assert message.refusal is None
    notes = [note.url_citation for note in message.annotations]
    said = [message.content[note.start_index : note.end_index] for note in notes]
    assert said == [sentence.text for sentence in answer.sentences]
    for note in notes:
        article = starter_bot.article(note.article_id)
        assert article.sha256 == note.text_sha256
        assert article.text[note.start : note.end] == note.cited_text
    assert completion.footnote["answer"] == answer.text
    assert [one["date"] for one in completion.search_results] == [
        info.published.isoformat()
        for info in dict.fromkeys(citation.article for citation in answer.citations)
    ]


def test_an_abstention_is_a_refusal(client: openai.OpenAI) -> None:
    asked = [{"role": "user", "content": UNANSWERABLE}]
    message = client.chat.completions.create(model="footnote", messages=asked).choices[0].message
    assert message.refusal == message.content
    assert "Vienna" in message.refusal
    assert message.annotations == []
    response = client.responses.create(model="footnote", input=UNANSWERABLE)
    assert [part.type for part in response.output[0].content] == ["output_text", "refusal"]


def test_a_streamed_completion_says_the_same(client: openai.OpenAI, answer: rag.Answer) -> None:
    text, notes, beside, usage = "", [], {}, None
    for chunk in client.chat.completions.create(
        model="footnote", messages=ASKED, stream=True, stream_options={"include_usage": True}
    ):
        usage = chunk.usage or usage
        beside |= chunk.model_extra or {}
        for choice in chunk.choices:
            text += choice.delta.content or ""
            notes += (choice.delta.model_extra or {}).get("annotations", [])
            last = choice.finish_reason
    assert (text, last) == (answer.text, "stop")
    ranges = [(n["url_citation"]["start_index"], n["url_citation"]["end_index"]) for n in notes]
    assert [text[start:end] for start, end in ranges] == [s.text for s in answer.sentences]
    assert usage.total_tokens == 0
    assert beside["footnote"]["answer"] == answer.text


def test_a_response_is_annotated_and_streamed_alike(
    client: openai.OpenAI, answer: rag.Answer
) -> None:
    response = client.responses.create(model="footnote", input=QUESTION)
    (part,) = response.output[0].content
    assert response.output_text == answer.text
    said = [part.text[note.start_index : note.end_index] for note in part.annotations]
    assert said == [sentence.text for sentence in answer.sentences]
    with client.responses.stream(model="footnote", input=QUESTION) as streamed:
        events = list(streamed)
        final = streamed.get_final_response()
    assert [event.sequence_number for event in events] == list(range(len(events)))
    added = [e.annotation for e in events if e.type == "response.output_text.annotation.added"]
    assert [dict(one)["cited_text"] for one in added] == [c.quote for c in answer.citations]
    assert final.output[0].content[0].annotations == part.annotations


def test_langchain_keeps_the_place_of_each_citation(url: str, answer: rag.Answer) -> None:
    model = ChatOpenAI(
        base_url=f"{url}/v1", api_key="none", model="footnote", use_responses_api=True,
        output_version="v1",
    )  # fmt: skip
    (block,) = model.invoke(QUESTION).content_blocks
    extras = [note["extras"] for note in block["annotations"]]
    assert [
        (one["article_id"], one["start"], one["end"], one["text_sha256"]) for one in extras
    ] == [(c.article.id, c.span.start, c.span.end, c.article.sha256) for c in answer.citations]


def test_a_message_has_a_block_for_each_sentence_with_its_place(
    claude: anthropic.Anthropic, answer: rag.Answer, starter_bot: rag.Chatbot
) -> None:
    message = claude.messages.create(model="footnote", max_tokens=1_000, messages=ASKED)
    assert "".join(block.text for block in message.content) == answer.text
    cited = [block for block in message.content if block.citations]
    assert [block.text for block in cited] == [sentence.text for sentence in answer.sentences]
    for place in (one for block in cited for one in block.citations):
        text = starter_bot.article(place.file_id).text
        assert text[place.start_char_index : place.end_char_index] == place.cited_text
    with claude.messages.stream(model="footnote", max_tokens=1_000, messages=ASKED) as streamed:
        assert "".join(streamed.text_stream) == answer.text
        final = streamed.get_final_message()
    again = [(block.text, block.citations) for block in final.content if block.citations]
    assert again == [(block.text, block.citations) for block in cited]
    refused = claude.messages.create(
        model="footnote", max_tokens=9, messages=[{"role": "user", "content": UNANSWERABLE}]
    )
    assert refused.stop_reason == "refusal"


def test_a_follow_up_is_understood_from_the_messages(client: openai.OpenAI) -> None:
    messages = [
        {"role": "system", "content": "You are short."},
        {"role": "user", "content": "When did Northvolt file for bankruptcy in Sweden?"},
        {"role": "assistant", "content": "On 12 March 2025."},
        {"role": "user", "content": [{"type": "text", "text": "How many employees had it?"}]},
    ]
    completion = client.chat.completions.create(model="footnote", messages=messages)
    assert "Northvolt" in completion.footnote["standalone"]


def test_limits_are_sent_as_an_object_of_their_own(client: openai.OpenAI) -> None:
    options = {"footnote": {"where": {"until": "2020-01-01"}}}
    message = (
        client.chat.completions.create(model="footnote", messages=ASKED, extra_body=options)
        .choices[0]
        .message
    )
    assert message.refusal


@pytest.mark.parametrize("encoding", ["float", "base64"])
def test_embeddings_are_those_of_the_library(
    client: openai.OpenAI, starter_bot: rag.Chatbot, encoding: str
) -> None:
    reply = client.embeddings.create(
        model="footnote", input=["a plant", "a mine"], encoding_format=encoding
    )
    assert [one.index for one in reply.data] == [0, 1]
    if encoding == "float":
        ours = starter_bot.searcher.embedder.embed_documents(["a plant", "a mine"])
        assert reply.data[1].embedding == pytest.approx(ours[1], abs=1e-6)


def test_mistakes_are_told_in_each_makers_words(
    client: openai.OpenAI, claude: anthropic.Anthropic
) -> None:
    with pytest.raises(openai.UnprocessableEntityError, match="the last message must be the user"):
        client.chat.completions.create(
            model="footnote", messages=[{"role": "assistant", "content": "Hello."}]
        )
    with pytest.raises(openai.UnprocessableEntityError, match="messages"):
        client.chat.completions.create(model="footnote", messages=[])
    with pytest.raises(openai.UnprocessableEntityError, match="word"):
        client.chat.completions.create(
            model="footnote", messages=[{"role": "user", "content": "?!"}], stream=True
        )
    with pytest.raises(anthropic.NotFoundError, match="no model"):
        claude.messages.create(model="opus", max_tokens=1, messages=ASKED)
