"""The page to sign in, as HTML."""

from rag.ui.catalogue import Wording
from rag.ui.parts.template import render


def sign_in_page(t: Wording, elsewhere: bool, problem: str = "") -> str:
    """Return the page.

    Args:
        t: the texts.
        elsewhere: whether one can sign in at a provider, too.
        problem: why somebody who is signed in may not see what they asked for.
    """
    return render("sign_in", t=t, elsewhere=elsewhere, problem=problem)
