"""The words of news pages in many languages: phrases of the furniture, labels, agencies.

The words live in one TOML file a language (``de.toml``), ``agencies.toml``, ``names.toml`` and
``stopwords.toml``; ``compile.py`` joins them into ``compiled.json``, which is what is read at run time.

``hits`` tells which keys' phrases stand in a short text, over all languages at once, because a page's
language is often unknown. Bit ``i`` of a mask stands for ``KEYS[i]``.
"""

from newsscrape.lexicon.match import MAY_NAME_AGENCY, agencies, hits, is_label, line_hits, says_source, start_hits
from newsscrape.lexicon.phrases import BIT, KEYS, Lexicon, languages, merged, name_words, stopwords

__all__ = [
    "BIT", "KEYS", "MAY_NAME_AGENCY", "Lexicon", "agencies", "hits", "is_label", "languages", "line_hits",
    "merged", "name_words", "says_source", "start_hits", "stopwords",
]  # fmt: skip
