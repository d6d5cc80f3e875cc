"""Score a user's own questions against an index."""

from pathlib import Path

from rag.chatbot import Chatbot
from rag.errors import DataError
from rag.evaluation.measure.run import Run
from rag.evaluation.questions import articles_by_file, load_questions
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
    articles = articles_by_file(bot.library)
    try:
        questions = load_questions(path, articles)
    except OSError as error:
        raise DataError(f"{path.name} can't be read ({error.strerror}): check the path") from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path.name} is not UTF-8 text: save it as JSONL, one question a line"
        ) from error
    if not questions:
        raise DataError(f"{path.name} holds no question: write one JSON object a line")
    texts = {article.id: article.text for article in articles.values()}
    outcome, _ = evaluate(SUITE, bot, questions, texts, track)
    return Run.of(outcome.results, settings, cases=outcome.cases)
