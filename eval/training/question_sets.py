"""The later sets of questions, and how each is read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.training.examples import held_out
from eval.training.questions import HELD_OUT, WINDOW

LONG_WINDOW = (160, 310)
"""As `WINDOW`, where the evidence lies in several paragraphs."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """How a set is read.

    Attributes:
        key: what ties together the questions that are held out together: "title", "passage",
            "question" or a field of the records.
        share: of the keys that are held out.
        window: fewest and most tokens of a passage.
        trust: how much the place of an answer counts; less where it was found by its words.
        cut: whether a passage without its marked sentences surely does not answer.
    """

    key: str
    share: float
    window: tuple[int, int] = WINDOW
    trust: float = 1.0
    cut: bool = True

    def holds_out(self, record: Mapping[str, Any], title: str, passage: str) -> bool:
        """Tell whether a question belongs to the part that no training sees.

        Args:
            record: the question.
            title: of its passage.
            passage: the id of its passage.
        """
        return held_out(self._key_of(record, title, passage), self.share)

    def _key_of(self, record: Mapping[str, Any], title: str, passage: str) -> str:
        if self.key == "question":
            return " ".join(re.findall(r"\w+", record["text"].lower()))
        if self.key == "title":
            return title.split(" - ")[0] or passage
        if self.key == "passage":
            return passage
        return re.split(r"/|<::>", str(record[self.key]))[0]


SETS = {
    "qed-nq": QuestionSet("question", 0.1),
    "nq-oracle": QuestionSet("question", 0.1, trust=0.5),
    "timeqa-human": QuestionSet("title", 0.06),
    "quotesum": QuestionSet("qid", 0.12),
    "ramdocs": QuestionSet("group", 0.08),
    "tatqa-text": QuestionSet("question", 0.1),
    "selqa": QuestionSet("title", 0.1),
    "squad-train-sentences": QuestionSet("passage", 0.02),
    "covid-qa": QuestionSet("title", 0.1),
    "hotpot-facts": QuestionSet("question", 0.12, LONG_WINDOW),
    "multihop": QuestionSet("group", 0.1, LONG_WINDOW),
    "qamr": QuestionSet("passage", 0.05),
    "clapnq-train-answers": QuestionSet("question", 0.1),
    "disfl-squad2": QuestionSet("title", HELD_OUT["squad2-adversarial"]),
    "mtrag-human-subset": QuestionSet("task", 0.15, cut=False),
    "condaqa": QuestionSet("group", 0.04),
    "qadiscourse": QuestionSet("passage", 0.06),
    "sharc-dev": QuestionSet("passage", 0.1),
}
"""disfl-squad2 asks squad2-adversarial's questions again: the same articles are held out.

qed-nq, nq-oracle and clapnq-train-answers may have the same question.
"""
