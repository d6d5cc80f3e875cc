import json
from pathlib import Path

import pytest

import rag
from rag.errors import DataError
from rag.evaluation.making import KINDS, MOST, make_questions, questions_in
from rag.evaluation.questions import articles_by_file, parse_questions
from rag.library.library import Library


def library_of(state: Path, *texts: str, titles: tuple[str, ...] = ()) -> Library:
    names = titles or tuple(f"Title {number}" for number in range(len(texts)))
    rag.index(
        [
            rag.Article(text, title, id=f"a{number}")
            for number, (text, title) in enumerate(zip(texts, names, strict=True))
        ],
        state,
    )
    return rag.open(state).library


@pytest.mark.parametrize(
    ("text", "kind", "question", "answer"),
    [
        (
            "In all, much is new. The Heide plant was opened on 3 May 2021 by the mayor.",
            "when", "When was the Heide plant opened?", "3 May 2021",
        ),
        ("Verkor was founded in July 2020.", "when", "When was Verkor founded?", "July 2020"),
        ("The Elle is closed now because it rained.", "why", "Why is the Elle closed now?", ""),
        (
            "Halden Bau takes over the business on 1 July.",
            "date", "Halden Bau takes over the business when?", "1 July",
        ),
        (
            "Mulled wine costs 4.50 euros now.",
            "amount", "Mulled wine costs how much?", "4.50 euros",
        ),
        (
            "The Heide fund gave €3.2 million.",
            "amount", "The Heide fund gave how much?", "€3.2 million",
        ),
    ],
)  # fmt: skip
def test_a_sentence_becomes_the_question_it_answers(
    text: str, kind: str, question: str, answer: str
) -> None:
    (made,) = questions_in(text, kind)
    assert (made.question, made.answer) == (question, answer)


@pytest.mark.parametrize(
    ("text", "kind", "question", "answer"),
    [
        (
            "Das Werk in Heide wurde am 3. Mai 2021 vom Bürgermeister eröffnet.",
            "when", "Wann wurde das Werk in Heide vom Bürgermeister eröffnet?", "3. Mai 2021",
        ),
        ("Verkor wurde 2020 gegründet.", "when", "Wann wurde Verkor gegründet?", "2020"),
        (
            "Die Brücke ist seit Montag gesperrt, weil sie einen Riss hat.",
            "why", "Warum ist die Brücke seit Montag gesperrt?", "",
        ),
        ("Die Halden Bau kauft den Laden am 1. Juli.", "date",
         "Die Halden Bau kauft den Laden wann?", "1. Juli"),
        ("Der Eintritt ins Bad kostet jetzt 4,50 Euro.", "amount",
         "Der Eintritt ins Bad kostet jetzt wie viel?", "4,50 Euro"),
    ],
)  # fmt: skip
def test_a_german_sentence_becomes_the_question_it_answers(
    text: str, kind: str, question: str, answer: str
) -> None:
    (made,) = questions_in(text, kind, "de")
    assert (made.question, made.answer) == (question, answer)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_asked_in_a_language_without_forms(kind: str) -> None:
    assert list(questions_in("Verkor was founded in July 2020.", kind, "fr")) == []
    assert (
        list(questions_in("Er wurde am 3. Mai 2021 eröffnet, weil es regnete.", kind, "de")) == []
    )


def test_an_article_with_any_noun_of_a_german_question_is_left_out(tmp_path: Path) -> None:
    facts = [f"Das Werk {name} wurde am 3. Mai 2021 eröffnet." for name in ("Arn", "Bor", "Cor")]
    others = ["Die Halle Dor wurde 2021 gebaut.", "Von Dor weiß man nichts.", "Es regnet heute."]
    several = [*facts, *others, "Die Halle ist alt.", "Nebel.", "Wind.", "Schnee.", "Eis."]
    articles = (rag.Article(text, id=f"a{n}", language="de") for n, text in enumerate(several))
    rag.index(articles, tmp_path)
    lines = make_questions(rag.open(tmp_path).library, 4)
    assert lines[3]["question"] == "Wann wurde die Halle Dor gebaut?"
    assert lines[3]["without"] == ["a3", "a4", "a6"]


@pytest.mark.parametrize(
    "text",
    [
        "It was opened on 3 May 2021.",
        "The mayor of Heide said in 2020 that it opens.",
        "Parents pay between 3 and 4 euros.",
        "The plant at Heide has 40 workers.",
        "Heide\nis old\nin 2020",
    ],
)
def test_what_can_not_stand_alone_is_not_asked(text: str) -> None:
    for kind in ("when", "why", "date", "amount"):
        assert list(questions_in(text, kind)) == []


def test_a_made_file_can_be_read_and_its_quotes_stand(starter_bot: rag.Chatbot) -> None:
    lines = make_questions(starter_bot.library, 12)
    assert [line["id"] for line in lines] == [f"made-{number}" for number in range(1, 13)]
    text = [json.dumps(line) for line in lines]
    questions = parse_questions(text, "made", articles_by_file(starter_bot.library))
    assert [question.answerable for question in questions].count(False) == 3
    assert all(question.without for question in questions if not question.answerable)
    assert all(
        answer in line["evidence"][0]["quote"] for line in lines for answer in line["answers"]
    )
    assert make_questions(starter_bot.library, 12) == lines


def test_every_article_that_could_answer_is_left_out(tmp_path: Path) -> None:
    facts = [f"Plant {name} was opened on 3 May 2021." for name in ("Arn", "Bor", "Cor", "Dor")]
    others = ["Nothing new is known of Plant Dor.", "It has a gate.", "Rain.", "Snow.", "Wind."]
    titles = ("A", "B", "C", "D", "E", "Of Plant Dor", "F", "G", "H")
    library = library_of(tmp_path, *facts, *others, titles=titles)
    lines = make_questions(library, 4)
    assert lines[3]["question"] == "When was Plant Dor opened?"
    assert lines[3]["evidence"] == []
    assert lines[3]["without"] == ["a3", "a4", "a5"]


def test_a_subject_of_most_articles_is_not_left_out(tmp_path: Path) -> None:
    texts = [f"Verkor was {word} on 3 May 2021." for word in ("founded", "built", "sold", "held")]
    library = library_of(tmp_path, *texts)
    assert [line["category"] for line in make_questions(library, 4)] == ["when"] * 3


def test_a_sentence_of_two_articles_is_not_asked(tmp_path: Path) -> None:
    library = library_of(
        tmp_path, "Verkor was founded in July 2020.", "Verkor was founded in July 2020. Yes."
    )
    with pytest.raises(DataError, match="write the questions yourself"):
        make_questions(library, 4)


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_a_number_out_of_range_is_told(starter_bot: rag.Chatbot, count: int) -> None:
    with pytest.raises(DataError, match=f"^{count} questions can't be made"):
        make_questions(starter_bot.library, count)
