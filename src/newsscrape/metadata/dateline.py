"""The place, and the agency or day with it, that opens a news text: "Berlin (dpa) – …", "【ロンドン共同】"."""

from __future__ import annotations

import re
from typing import Final

from newsscrape import lexicon

__all__ = ["find_dateline", "opening"]

_MAX_OPENING: Final = 90
"""Characters in which a dateline ends; "Frankfurt/Main, 3. Februar 2024 (dpa/lhe) –" has 43."""
_PLACE: Final = r"[^\W\d_][^\W\d_.'’]*+\.?(?:[ /'’-][^\W\d_.]++\.?){0,3}"
_DAY: Final = (
    r"(?:,?\s*(?:(?:den|le|de|\d{1,2}\.?|\d{4}|\d{1,2}[./]\d{1,2}[./]?(?:\d{2,4})?|[^\W\d_]{3,12}\.?)[ ,]*){1,4})?"
)
_WITH_AGENCY: Final = re.compile(rf"({_PLACE}(?:, {_PLACE})?{_DAY}\s*[(\[/]\s*([^()\[\]]{{2,40}})[)\]])\s*([-–—:.|]?)")
"""Berlin (dpa) – · WASHINGTON (AP) — · القاهرة (رويترز) - · MADRID, 3 May. (EUROPA PRESS) -"""
_SLASHED: Final = re.compile(rf"({_PLACE}\s?/\s?[\w .-]{{2,20}})\s*[.–—-]\s")
"""PARIS/AFP –"""
_CAPITALS: Final = re.compile(
    r"((?:[^\W\d_a-zß]|[ .,'’/-]){3,40}?(?:, (?:\d{1,2}\.? )?[^\W\d_]{3,9}\.?(?: \d{1,2})?)?)\s*(?:[–—]|\s-)\s*(?=\S)"
)
"""LONDON — · МОСКВА, 2 янв –"""
_PLAIN: Final = re.compile(rf"({_PLACE}(?:, [^\W\d_]{{4,}})?)\s*[–—]\s(?=[A-ZÀ-ÞА-Я„\"“«])")
"""Berlin – Die …"""
_BRACKETED: Final = re.compile(r"([【〔（(［\[][^】〕）)］\]]{2,24}[】〕）)］\]])")
"""【ロンドン共同】 · (서울=연합뉴스) · （本报记者 …）"""
_CHINESE: Final = re.compile(r"((?:[\u3400-\u9fff]{2,8})(?:社|报讯|网)[\u3400-\u9fff]{0,12}\d{1,2}月\d{1,2}日电)")
"""新华社北京1月2日电"""
_DASHES: Final = ("–", "—", " -")
_BREAK: Final = re.compile(r"\s*(?:\s[-–—|:]\s|[–—|]\s?|:\s|\s(?=[„“«\"]))")
_DIGIT: Final = re.compile(r"\d")
_MAX_PIECE: Final = 45
"""Characters of a piece that is no more than a date with its label and place."""


def find_dateline(text: str) -> str | None:
    """The dateline that opens a text, as printed, without the dash after it; None if there is none."""
    start = text[:_MAX_OPENING]
    if found := _CHINESE.match(start):
        return found[1]
    if (found := _BRACKETED.match(start)) and _names_agency(found[1]):
        return found[1].strip("【】〔〕（）()[]［］")
    # What a pattern cannot do without is looked for first: most texts have none of it, and most patterns are slow.
    found = _WITH_AGENCY.match(start) if ")" in start or "]" in start else None
    if found and (lexicon.agencies(found[2]) or (found[3] and _names_agency(found[2]))):
        return found[1].strip()
    if "/" in start and (found := _SLASHED.match(start)) and _names_agency(found[1]):
        return found[1].strip()
    if not any(dash in start for dash in _DASHES):
        return None
    if (found := _CAPITALS.match(start)) and found[1].partition(",")[0].isupper():
        return found[1].strip(" ,")
    if (found := _PLAIN.match(start)) and len(found[1].split()) <= 2 and 4 <= len(found[1]) <= 30:
        return found[1].strip()
    return None


def _names_agency(text: str) -> bool:
    return bool(lexicon.agencies(text)) or (text.isupper() and text.isalpha() and len(text) <= 6)


def opening(text: str) -> str | None:
    """The beginning of a text with a digit up to its first dash, if that is short enough to be a date and its place.

    "Pressemitteilung vom 25. Januar 2022 | Berlin – …" gives "Pressemitteilung vom 25. Januar 2022".
    """
    if _DIGIT.search(text[:_MAX_PIECE]) is None:
        return None
    piece = _BREAK.split(text[:_MAX_OPENING], maxsplit=1)
    return piece[0] if len(piece) > 1 and len(piece[0]) <= _MAX_PIECE else None
