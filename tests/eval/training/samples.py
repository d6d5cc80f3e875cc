"""Examples of each kind: a question with two passages, one of which answers it, two claims."""

from eval.training.examples import Example
from rag.core.span import Span
from rag.language.sentences import sentence_spans
from rag.models.cross_encoder.network import ENTAILED, Pair

TEXT = "The plant opened in 2021. It makes cells."
RIGHT = Example(Pair("When did it open?", TEXT, sentence_spans(TEXT)), True, Span(20, 24), (0,))
WRONG = Example(Pair("When did it open?", "Tulips flower in spring.", [Span(0, 24)]), False)
CLAIM = Example(Pair("The plant opened.", TEXT, sentence_spans(TEXT)), support=ENTAILED)
CHECK = Example(Pair("The plant closed.", TEXT, sentence_spans(TEXT)), supported=False)
GROUPS = [(RIGHT, WRONG), (CLAIM,), (CHECK,)]
SETS = [(0, GROUPS[0]), (1, GROUPS[1]), (1, GROUPS[2])]
"""The groups with the index of a set for each."""
