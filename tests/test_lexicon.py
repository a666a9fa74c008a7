import tomllib

import pytest

from newsscrape.lexicon import (
    BIT,
    KEYS,
    agencies,
    compile,
    hits,
    is_label,
    languages,
    name_words,
    stopwords,
)  # fmt: skip

FILES = sorted(path for path in compile.FOLDER.glob("*.toml") if path.stem not in ("agencies", "names", "stopwords"))


def test_the_compiled_file_is_up_to_date() -> None:
    assert compile.TARGET.read_text(encoding="utf-8") == compile.compiled()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_has_the_known_keys_and_clean_phrases(path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    assert set(table) - {"missing"} == set(KEYS)
    for key in KEYS:
        phrases = table[key]
        assert phrases == list(dict.fromkeys(phrases)), key
        assert [p for p in phrases if p != p.lower().strip() or not p] == [], key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Read also: a second storm", "related"),
        ("Quelle: dpa", "source"),
        ("Lire aussi : la grève", "related"),
        ("Suscríbete para leer", "paywall"),
        ("Foto: Divulgação", "credit"),
        ("Читайте также: новости", "related"),
        ("来源：新华网", "source"),
        ("関連記事", "related"),
        ("Lees ook: storm op zee", "related"),
        ("Źródło: PAP", "source"),
        ("İLGİLİ HABERLER", "related"),
        ("اقرأ أيضا: العاصفة", "related"),
        ("यह भी पढ़ें: तूफान", "related"),
        ("ที่มา: สำนักข่าวไทย", "source"),
        ("무단전재 및 재배포 금지", "legal"),
        ("Източник: БТА", "source"),
        ("Nuotr. Jono Pavyzdžio", "credit"),
        ("Lasi arī: vētra jūrā", "related"),
        ("Ljósmynd: Jón Líkan", "credit"),
        ("Publicat el 3 de març", "published"),
        ("Picha: Juma Kielelezo", "credit"),
        ("ছবি: রাম নমুনা", "credit"),
        ("Baca juga: ribut", "related"),
        ("ماخذ: روزنامہ", "source"),
    ],
)
def test_a_phrase_is_found_at_the_start_in_many_languages(text: str, key: str) -> None:
    starts, anywhere = hits(text)
    assert starts & BIT[key]
    assert anywhere & BIT[key]


def test_words_match_only_whole_and_bylines_only_at_the_start() -> None:
    assert hits("The photographic archive was flooded")[1] & BIT["credit"] == 0
    assert hits("Hit by a storm")[1] & BIT["byline"] == 0
    assert hits("By Ann Example")[0] & BIT["byline"]


def test_of_a_long_text_only_the_start_is_told() -> None:
    starts, anywhere = hits("Advertisement " + "word " * 100)
    assert starts & BIT["advert"]
    assert anywhere == 0


def test_agencies_come_in_order_and_short_names_in_their_case() -> None:
    assert agencies("Quelle: sid/dpa") == ("sid", "dpa")
    assert agencies("(REUTERS)") == ("Reuters",)
    assert agencies("the pa system failed") == ()


def test_every_file_is_a_language() -> None:
    assert len(languages()) == len(FILES)


def test_the_words_of_bylines_and_the_stop_words_are_clean() -> None:
    for stem in ("names", "stopwords"):
        table = tomllib.loads((compile.FOLDER / f"{stem}.toml").read_text(encoding="utf-8"))
        for key, words in table.items():
            assert words == list(dict.fromkeys(words)), (stem, key)
            assert [w for w in words if w != w.lower().strip() or not w] == [], (stem, key)


def test_lists_are_given_by_name() -> None:
    assert "phd" in name_words("credential")
    assert "und" in stopwords()["de"]
    with pytest.raises(KeyError):
        name_words("nothing")


@pytest.mark.parametrize(
    ("text", "key", "expected"),
    [
        ("Quelle:", "source", True),
        ("Sources", "source", True),
        ("Quelle: dpa", "source", False),
        ("Öppna bild i helskärm", "navigation", True),
        ("이미지 확대보기", "navigation", True),
        ("AGRANDIR L’IMAGE", "navigation", True),
        ("Bild: Jane Doe", "navigation", False),
    ],
)
def test_a_label_is_a_phrase_and_nothing_else(text: str, key: str, expected: object) -> None:
    assert is_label(text, key) is expected
