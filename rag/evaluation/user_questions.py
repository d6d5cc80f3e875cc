"""Score a user's own questions against an index."""

from pathlib import Path

from rag.chatbot import Chatbot
from rag.errors import DataError
from rag.evaluation.measure.run import Run
from rag.evaluation.questions import articles_by_file, parse_questions
from rag.evaluation.scoring import Track, evaluate
from rag.settings import Settings

SUITE = "questions"


def score_file(path: Path, bot: Chatbot, settings: Settings, track: Track = iter) -> Run:
    """Ask every question of a file and score the answers.

    Args:
        path: JSONL; `rag.evaluation.questions.load_questions` has the form.
        bot: the chatbot over the index that the questions are about.
        settings: the settings in force.
        track: shows the progress.

    Raises:
        DataError: for a file that can't be read or holds no question, and for a broken line, naming
            it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DataError(f"{path.name} can't be read ({error.strerror}): check the path") from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path.name} is not UTF-8 text: save it as JSONL, one question a line"
        ) from error
    return score_text(text, path.name, bot, settings, track)


def score_text(
    text: str,
    name: str,
    bot: Chatbot,
    settings: Settings,
    track: Track = iter,
    most: int | None = None,
) -> Run:
    """Do what `score_file` does with the text of a file.

    Args:
        text: the lines.
        name: the file's name.
        bot: the chatbot.
        settings: the settings in force.
        track: shows the progress.
        most: how many questions are taken; None for any number.

    Raises:
        DataError: as `score_file` does, and for more questions than are taken.
    """
    articles = articles_by_file(bot.library)
    questions = parse_questions(text.split("\n"), name, articles)
    if not questions:
        raise DataError(f"{name} holds no question: write one JSON object a line")
    if most is not None and len(questions) > most:
        raise DataError(
            f"{name} holds {len(questions):,} questions, more than {most:,}: "
            "score it with `rag eval` or split it"
        )
    texts = {article.id: article.text for article in articles.values()}
    outcome, _ = evaluate(SUITE, bot, questions, texts, track)
    return Run.of(outcome.results, settings, cases=outcome.cases)
