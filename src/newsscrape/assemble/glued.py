"""Text that prints two things in one block: a credit after its caption, a source after the last sentence."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from newsscrape import lexicon
from newsscrape.text import begins_with_copyright

__all__ = ["EDGES", "is_credit", "is_labelled", "names_after_caption", "source_names", "split_credit", "split_source"]

_BRACKET_END: Final = re.compile(r"^(.*\S)\s*([(\[（]([^()\[\]（）]{2,90})[)\]）])\.?$", re.DOTALL)
_CLOSING: Final = (")", "]", "）")
_SEPARATOR: Final = re.compile(
    r"(?<!\s)\s+(?:[|•/–—]\s+|(?=[©(]))|(?:(?<!\s)\s+)?[＝=](?=\S)|(?<!\d)(?<!\b[A-Z])[.。]\s*(?=\S)"
)
_LABEL_SPACE: Final = re.compile(r"(?:(?<!\s)\s+|(?<=[.!?]))(?=\w+(?:\s\w+)?\s*[:：])")
_NAME_LIST: Final = re.compile(r"(?:(?<!\s)\s+)?[/,;&|、，]\s*|(?<!\s)\s+-\s+")
_MAX_CREDIT: Final = 90
EDGES: Final = " |/•–—-"
"""What stands between a caption and its credit, and belongs to neither."""
_STOPS: Final = (".", "。")
"""What a caption that ends before its credit keeps."""
_NO_START: Final = ":：”»"
"""What no credit begins with: the rest of an abbreviation's colon, the end of a quotation."""
_NAME_WORDS, _PARTICLE = 7, 3
"""Words a name or two may have, and the characters of a word in it that may be small: "of", "von", "via"."""
_SIGNED: Final = 30
"""Characters of a caption from which a name after a slash is its photographer's."""
_SHORT: Final = 60
"""Characters up to which a whole line may be a credit."""
_TAIL: Final = re.compile(r"\(([^()]{2,40})\)\.?$")
_CAPTION: Final = lexicon.BIT["caption"]
_CREDIT: Final = lexicon.BIT["credit"]
_SOURCE: Final = lexicon.BIT["source"]
_MADE_BY: Final = re.compile(r"[^.。!?]{2,20}(?:기자|촬영|摄影?|攝影?|撮影)")
"""What a caption in a language with the verb last ends with: "… 있다. 민경석 기자", "…。 李鑫 摄"."""
_PHOTO: Final = re.compile(
    r"\b(?:foto|photo|image|getty|picture|shutterstock|bild|adobe|istock|alamy|unsplash|pexels|pixabay|wikimedia)\w*",
    re.IGNORECASE,
)


def _bracket_end(text: str) -> re.Match[str] | None:
    """What stands before a text's last bracket, that bracket and its content; None if it does not end in one."""
    may_be = text.rstrip(".\n").endswith(_CLOSING)  # the expression alone looks for its beginning at every character
    return _BRACKET_END.match(text) if may_be else None


def split_credit(text: str) -> tuple[str, str | None]:
    """Caption and the credit printed at its end, as printed; None if it has none of its own."""
    match = _bracket_end(text)
    is_apart = match is not None and (match[1][-1] in ".!?。" or match[2][0] == "[")
    if match and (_is_credit(match[3]) or (is_apart and _is_name(match[3]) and not _says_caption(match[3]))):
        return match[1], match[2]
    is_labelled = ":" in text or "：" in text
    for pattern in (_LABEL_SPACE, _SEPARATOR) if is_labelled else (_SEPARATOR,):
        for cut in pattern.finditer(text, max(len(text) - _MAX_CREDIT - 3, 1)):
            tail = text[cut.end() :].lstrip(EDGES + ".").rstrip()
            if not 1 < len(tail) <= _MAX_CREDIT or tail[0] in _NO_START:
                continue
            if _is_signed(text, cut, tail) or _is_credit(tail, labelled=pattern is _LABEL_SPACE):
                is_stop = cut[0].strip() in _STOPS
                return text[: cut.start() + 1] if is_stop else text[: cut.start()].rstrip(" |•/–—©"), tail
    return text, None


def _is_signed(text: str, cut: re.Match[str], tail: str) -> bool:
    """Whether the end of a caption names its photographer: with a word that says so, or behind a slash; a slash behind
    a label is a part of the credit.
    """
    if _MADE_BY.fullmatch(tail):
        return True
    is_apart = cut[0].strip() == "/" and " " in tail and cut.start() > _SIGNED and _is_name(tail)
    return is_apart and not lexicon.hits(text)[0] & _CREDIT


def is_credit(text: str) -> bool:
    """Whether a short line is a credit and no caption ("Jane Doe/REUTERS"), or any line one of a labelled copyright."""
    if begins_with_copyright(text):
        return True
    if len(text) > _SHORT or text.endswith((".", "!", "?")) or "＝" in text[1:] or names_after_caption(text):
        return False
    return _is_credit(text)


def is_labelled(credit: str | None) -> bool:
    """Whether a credit begins with a label and a colon: "Foto: Jane Doe"."""
    return credit is not None and (":" in credit or "：" in credit) and bool(lexicon.hits(credit)[0] & _CREDIT)


def names_after_caption(text: str) -> bool:
    """Whether a line ends in a labelled credit in brackets and begins with something else: "Ana (Photo: dpa)"."""
    match = _bracket_end(text)
    if match is None or _says_caption(match[3]) or not lexicon.hits(match[3])[0] & _CREDIT:
        return False
    return not lexicon.hits(match[1])[0] & (_CREDIT | _SOURCE)


def _is_name(text: str) -> bool:
    """Whether a bracket after a caption's last sentence holds nothing but names: "(NASA/JPL)", "(Jane Doe)"."""
    words = re.split(r"[\s/,&-]+", text.strip())
    return (
        len(words) <= _NAME_WORDS
        and not any(map(str.isdigit, text))
        and all(w[:1].isupper() or len(w) <= _PARTICLE for w in words)
    )


def _says_caption(text: str) -> bool:
    """Whether a single word says what a picture is, not whose: "Symbolfoto"."""
    return len(text.split()) == 1 and bool(lexicon.hits(text)[0] & _CAPTION)


def _is_credit(text: str, *, labelled: bool = False) -> bool:
    if text[:1] == "(" and ")" not in text[-2:]:
        return False
    text = unicodedata.normalize("NFKC", text)
    starts, _ = lexicon.hits(text)
    if _says_caption(text):
        return False
    if starts & (_CREDIT | _SOURCE) and (labelled is False or ":" in text or "：" in text):
        return True
    if labelled or len(text.split()) > 7:
        return False
    if "/" in text and _is_name(text):
        return True
    return "©" in text or bool(lexicon.agencies(text)) or bool(_PHOTO.search(text))


def split_source(text: str) -> str | None:
    """The agency mark printed in brackets after a paragraph's last sentence: "(APA/sda/dpa)"."""
    match = _TAIL.search(text[-60:])
    if match and len(match[1].split()) <= 4 and lexicon.agencies(match[1]) and not any(map(str.isdigit, match[1])):
        return match[0]
    return None


def source_names(text: str) -> tuple[str, ...]:
    """The names in a source line, its label taken off: "Quelle: sid/dpa" → ("sid", "dpa")."""
    inner = text.strip().strip("()[]（）.").strip()
    for colon in (":", "："):
        label, found, rest = inner.partition(colon)
        if found and len(label) < 40 and rest.strip():
            inner = rest.strip()
            break
    inner = inner.removeprefix("©").strip()
    if len(inner) > 80:
        return lexicon.agencies(inner)
    return tuple(dict.fromkeys(n.strip() for n in _NAME_LIST.split(inner) if n.strip()))
