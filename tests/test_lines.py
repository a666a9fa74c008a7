"""Of a block's words those are kept, or made, that something reads."""

from array import array

from newsscrape.label.lines import FIRST_WORDS, HEAD, LAST_WORDS, SHORT, Lines, fill_keys, split_words
from newsscrape.text import word_key

SENTENCE = "Die Deiche am Meer, sagt Ada Quill, werden „bis zum Winter“ höher: 東京. "


def test_all_words_of_short_blocks_and_the_first_and_last_of_long_ones():
    short, long = SENTENCE.strip(), (SENTENCE * 4).strip()
    assert len(short) <= SHORT < len(long) <= HEAD * 2
    lines = Lines.of([short, long, "Deiche"])
    assert lines.words[0] == split_words([short.lower()])[0]
    assert lines.words[0][-4:] == ["winter", "höher", "東", "京"]
    assert lines.words[1] == lines.words[0][:FIRST_WORDS] == ["die", "deiche", "am", "meer"]
    assert lines.tails == [lines.words[0][-LAST_WORDS:]] * 2 + [[]]


def test_the_last_words_are_those_within_the_last_forty_characters():
    word = "x" * 60
    assert Lines.of([f"Deiche {word}", f"{word} Deiche — "]).tails == [["x" * 40], ["x" * 30, "deiche"]]


def test_keys_are_those_of_the_words():
    line = SENTENCE.lower()
    bounds, keys = memoryview(array("i", bytes(8 * HEAD))), memoryview(array("Q", bytes(8 * HEAD)))
    count = fill_keys(line, bounds, keys)
    words = split_words([line])[0]
    assert list(keys[:count]) == [word_key(word, 0, len(word)) for word in words]
    assert len(set(keys[:count])) == len(set(words)) == count
