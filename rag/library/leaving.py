"""Which articles are to leave because somebody says so, and how many may leave unasked."""

from rag.core.corpus import Filter
from rag.errors import CorpusError, MassRemoval
from rag.library.places import named
from rag.library.view import View

HANDFUL = 5
"""Of so few articles all may leave unasked."""


def leaving(view: View, name: str, outlet: str, *, unfollowed: bool = False) -> list[str]:
    """Return the ids of the articles that an id or a path means, or those of an outlet.

    Args:
        view: the catalog.
        name: the id or the path.
        outlet: the outlet, where there is no name.
        unfollowed: whether the path was followed; then there need be no article.

    Raises:
        CorpusError: when there are none, or both or neither is given.
    """
    if bool(name) == bool(outlet):
        raise CorpusError("name what to forget: an id or a path, or else an outlet")
    if not outlet:
        return named(name, view.known(), empty=unfollowed)
    ids = [info.id for info in view.infos(Filter(outlets=(outlet,)))]
    if not ids:
        raise CorpusError(f"no article of the outlet {outlet!r} in the index: check its spelling")
    return ids


def check_removal(removed: int, articles: int) -> None:
    """Refuse that more than half of the articles leave, where there are more than a handful.

    Args:
        removed: how many would leave.
        articles: how many there are.

    Raises:
        MassRemoval: saying how many of how many.
    """
    if articles > HANDFUL and 2 * removed > articles:
        raise MassRemoval(removed, articles)
