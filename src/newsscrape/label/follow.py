"""What a block is by the one before it: the value of a label, a picture's source, a credit that goes on."""

from __future__ import annotations

from itertools import accumulate, compress
from typing import TYPE_CHECKING, Final

from newsscrape import lexicon
from newsscrape.dom import HEADINGS, cuts_line
from newsscrape.label.model import CLASSES
from newsscrape.label.votes import Vote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsscrape.dom import Tree
    from newsscrape.segment import Segment

__all__ = ["follow_captions", "follow_credits", "follow_sentences", "follow_source_labels"]

_BODY, _CAPTION, _CREDIT, _SOURCE, _BOILERPLATE = map(
    CLASSES.index, ("body", "caption", "credit", "source", "boilerplate")
)
_COLONS: Final = (":", "：")
_HEADINGS: Final = frozenset({*HEADINGS, "dt", "th"})
_STOPS: Final = frozenset('.!?:…。！？”»"')
_MAX_SOURCES: Final = 8
_ITEM: Final = 400
"""Characters up to which an item of a list under "Sources" is one source."""
_VALUE: Final = 80
"""Characters up to which a line after "Quelle:" or "Foto:" is its value, and words are within a sentence."""


def follow_source_labels(tree: Tree, segments: Sequence[Segment], chosen: list[int]) -> None:
    """What stands under a mere label ("Quelle:", "Sources") are the sources: one line, or a list's items; a label of
    anything else is a heading of the text, or nothing.
    """
    for i in [i for i, c in enumerate(chosen) if c == _SOURCE and lexicon.is_label(segments[i].text, "source")]:
        following = segments[i + 1 : i + 1 + _MAX_SOURCES]
        items = _like_the_first(tree, following) if following else []
        if len(items) > 1 or (items and tree.tags[following[0].element] == "li"):
            chosen[i : i + 1 + len(items)] = [_BOILERPLATE] + [_SOURCE] * len(items)
        elif following and segments[i].text.endswith(_COLONS) and len(following[0].text) < _VALUE:
            chosen[i + 1] = _SOURCE
        elif (not following or chosen[i + 1] != _SOURCE) and _is_mere(tree, segments[i]):
            chosen[i] = _BODY if following and chosen[i + 1] == _BODY else _BOILERPLATE


def _is_mere(tree: Tree, s: Segment) -> bool:
    """Whether a label asks for what it labels; "Agencias" and "Mit Agenturmaterial." say all themselves."""
    if s.text.endswith(_COLONS) or tree.tags[s.element] in _HEADINGS:
        return True
    return " " not in s.text and s.text.strip(".").lower() not in lexicon.name_words("unnamed_agencies")


def follow_captions(segments: Sequence[Segment], chosen: list[int]) -> None:
    """A source line right below a caption within the text is the picture's credit: "Quelle: EnBW"."""
    last = max([i for i, c in enumerate(chosen) if c == _BODY], default=0)
    for i in [i for i, c in enumerate(chosen[:last]) if c == _SOURCE and i and chosen[i - 1] == _CAPTION]:
        if not lexicon.is_label(segments[i].text, "source"):
            chosen[i] = _CREDIT


def follow_credits(segments: Sequence[Segment], chosen: list[int]) -> None:
    """What continues a credit in its element after a slash is one too ("Photo by Jane Doe", "/AFP"), and so is the
    short line below a mere label ("Foto:"); a label of anything else is none.
    """
    for i in [i for i, c in enumerate(chosen) if c == _CREDIT]:
        may_be = i + 1 < len(chosen) and chosen[i + 1] in (_BOILERPLATE, _CREDIT)
        if segments[i].text.endswith(_COLONS) and lexicon.is_label(segments[i].text, "credit"):
            is_value = may_be and len(segments[i + 1].text) < _VALUE
            chosen[i : i + 2] = [_CREDIT, _CREDIT] if is_value else [_BOILERPLATE, *chosen[i + 1 : i + 2]]
        elif may_be and segments[i + 1].joined is not None and segments[i + 1].text[0] == "/":
            chosen[i + 1] = _CREDIT


def follow_sentences(tree: Tree, segments: Sequence[Segment], chosen: list[int]) -> list[Vote]:
    """A few words in a button or custom element within a sentence are text: "says", "Ada Quill,", "who built it".

    Gives what is said for them.
    """
    tags, parents, said = tree.tags, tree.parents, list[Vote]()
    for i in [
        i for i, c in enumerate(chosen[1:-1], 1) if c == _BOILERPLATE and chosen[i - 1] == chosen[i + 1] == _BODY
    ]:
        before, s, after = segments[i - 1 : i + 2]
        is_within = before.element == after.element == parents[s.element] and tags[before.element] == "p"
        if not is_within or len(s.text) > _VALUE or not cuts_line(tags[s.element]):
            continue
        if before.text[-1] not in _STOPS and not after.text[0].isupper():
            chosen[i] = _BODY
            said.append(Vote(i, "body", 1.0, "within a sentence"))
    return said


def _like_the_first(tree: Tree, segments: Sequence[Segment]) -> list[Segment]:
    """The run of short blocks that have the tag and the parent of the first."""
    tag, home = tree.tags[segments[0].element], tree.parents[segments[0].element]
    same = (tree.tags[s.element] == tag and tree.parents[s.element] == home and len(s.text) < _ITEM for s in segments)
    return list(compress(segments, accumulate(same, min)))
