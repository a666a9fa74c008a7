"""A page whose every text, name and claim attacks whatever shows it."""

import json
import re

PARAGRAPH = "The harbour council met on Tuesday and voted to keep the lighthouse keeper for another ten years. " * 3
HOSTILE = (
    "</script><script>window.hit=1</script>", '"><img src=x onerror="window.hit=1">', "<!--<script>", "]]>",
    "\u2028\u2029", "' onclick='window.hit=1'", "<svg onload=window.hit=1>", "\u202egnp.exe", "&lt;b&gt;&amp;amp;",
    "{{7*7}}", "%%data%%",
)  # fmt: skip


def hostile_page():
    """An article whose every text, name and claim attacks; text as entities, so that it reaches the report."""
    escaped = [re.sub("[<>&\"']", lambda m: f"&#{ord(m[0])};", h) for h in HOSTILE]
    body = "".join(f'<p class="{h}" id="{h}">{PARAGRAPH}{h}</p>' for h in escaped)
    claims = json.dumps({"@type": "NewsArticle", "headline": "\ud800 " + HOSTILE[1], "author": {"name": HOSTILE[5]}})
    return (
        f'<title>{escaped[0]}</title><meta property="og:description" content="{escaped[1]}">'
        f'<script type="application/ld+json">{claims.replace("<", chr(92) + "u003c")}</script>'
        f"<article><h1>{escaped[0]}{escaped[1]}</h1>{body}</article><nav>{escaped[1]}</nav>"
    )
