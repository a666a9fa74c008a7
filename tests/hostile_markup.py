"""Pages made of pieces of hostile ones, for a proof that what the scan lets pass is parsed fast."""

import random
from typing import Final

OPENINGS: Final = ("", "<svg>", "<table>", "<select>", "<script>", "<!--", "<textarea>", "<title>")


def mixed(pages, seed):
    """A page of one to three stretches of `pages`, at times shuffled in small pieces."""
    rng = random.Random(seed)
    parts = []
    for _ in range(rng.randint(1, 3)):
        page = rng.choice(pages)
        start = 0 if rng.random() < 0.6 else rng.randrange(len(page))
        parts.append(page[start : start + int(10 ** rng.uniform(3, 5.6))])
    if rng.random() < 0.3:
        parts = [part[at : at + 500] for part in parts for at in range(0, min(len(part), 60_000), 500)]
        rng.shuffle(parts)
    return f"<p>x</p>{rng.choice(OPENINGS)}{''.join(parts)}"
