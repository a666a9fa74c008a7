"""Words of blocks, as strings and as numbers."""

from array import array

from newsscrape.label.lines import HEAD, SHORT, Lines, borders, fill_keys, room, split_words
from newsscrape.text import word_key

SENTENCE = "Die Deiche am Meer, sagt Ada Quill, werden „bis zum Winter“ höher: 東京. "


def test_words_are_kept_of_short_blocks_alone():
    short, long = SENTENCE.strip(), (SENTENCE * 4).strip()
    assert len(short) <= SHORT < len(long)
    lines = Lines.of([short, long, "Deiche"])
    assert lines.words[0] == split_words([short.lower()])[0]
    assert lines.words[0][:4] == ["die", "deiche", "am", "meer"]
    assert lines.words[0][-4:] == ["winter", "höher", "東", "京"]
    assert lines.words[1:] == [[], ["deiche"]]


def test_keys_are_those_of_the_words():
    line = SENTENCE.lower()
    keys = memoryview(array("Q", bytes(8 * HEAD)))
    count = fill_keys(line, borders(), room(HEAD), keys)
    words = split_words([line])[0]
    assert list(keys[:count]) == [word_key(word, 0, len(word)) for word in words]
    assert len(set(keys[:count])) == len(set(words)) == count
