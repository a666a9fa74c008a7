"""Bytes to text: every way a charset is said, wrongly said, or not said at all."""

import codecs
import time

import pytest

from newsscrape.charset import decode
from newsscrape.extract import decode as read
from newsscrape.extract import extract, page_of

PASSAGES = {
    "de": ("Die Bürger von Köln müssen für größere Straßen künftig höhere Gebühren zahlen, heißt es im Rathaus. "
           "Über die Änderung wird am Dienstag abgestimmt.", ("cp1252", "iso-8859-1", "iso-8859-15")),
    "fr": ("Les élèves de la région devront désormais présenter leurs épreuves à l'académie, a déclaré le ministère. "
           "Cette réforme a été très débattue à Besançon.", ("cp1252", "iso-8859-1")),
    "pl": ("Mieszkańcy Łodzi będą mogli już wkrótce jeździć nową linią tramwajową, zapowiedział prezydent miasta. "
           "Żadna z ulic nie zostanie zamknięta.", ("cp1250", "iso-8859-2")),
    "cs": ("Žáci základních škol se příští týden vrátí do tříd, řekl včera ministr školství. Úřady očekávají, že "
           "většina předmětů proběhne běžným způsobem.", ("cp1250", "iso-8859-2")),
    "ru": ("Жители города смогут бесплатно ездить на автобусах по выходным, сообщили в мэрии. Решение вступит в силу "
           "с первого марта и будет действовать год.", ("cp1251", "koi8-r", "iso-8859-5")),
    "uk": ("Мешканці міста зможуть їздити безкоштовно у вихідні, повідомили в мерії. Рішення набуде чинності з "
           "першого березня і діятиме протягом року.", ("cp1251", "koi8-u")),
    "el": ("Οι κάτοικοι της πόλης θα μπορούν να μετακινούνται δωρεάν τα Σαββατοκύριακα, ανακοίνωσε ο δήμος. Η απόφαση "
           "ισχύει από τον Μάρτιο.", ("cp1253", "iso-8859-7")),
    "tr": ("Şehir sakinleri hafta sonları otobüslere ücretsiz binebilecek, belediyeden yapılan açıklamada. Karar "
           "gelecek yılın mart ayında yürürlüğe girecek, ığdır.", ("cp1254", "iso-8859-9")),
    "he": ("תושבי העיר יוכלו לנסוע בחינם באוטובוסים בסופי השבוע, נמסר מהעירייה. ההחלטה תיכנס לתוקף בחודש מרץ.",
           ("cp1255", "iso-8859-8")),
    "ar": ("سيتمكن سكان المدينة من ركوب الحافلات مجانا في عطلة نهاية الأسبوع، حسبما أعلنت البلدية. يسري القرار من "
           "مارس.", ("cp1256", "iso-8859-6")),
    "ja": ("市民は週末にバスを無料で利用できるようになると市役所が発表した。この決定は三月から一年間有効となる。"
           "カードは駅で受け取れます。", ("shift_jis", "euc-jp", "iso-2022-jp")),
    "zh": ("市政府宣布，居民周末可以免费乘坐公共汽车。这项决定将从三月开始实施，为期一年。市民可以在车站领取乘车卡。",
           ("gbk", "gb2312", "gb18030")),
    "zh-tw": ("市政府宣布，居民週末可以免費搭乘公車。這項決定將從三月開始實施，為期一年。市民可以在車站領取乘車卡。",
              ("big5",)),
    "ko": ("시민들은 주말에 버스를 무료로 이용할 수 있게 된다고 시청이 발표했다. 이 결정은 삼월부터 일 년 동안 "
           "시행된다.",
           ("euc-kr", "cp949")),
    "th": ("ชาวเมืองจะสามารถขึ้นรถโดยสารได้ฟรีในวันหยุดสุดสัปดาห์ เทศบาลประกาศ มติมีผลตั้งแต่เดือนมีนาคม",
           ("tis-620", "cp874")),
}  # fmt: skip
CASES = [(language, name) for language, (_, names) in PASSAGES.items() for name in names]


def page(text, meta=""):
    return f"<!DOCTYPE html><html><head>{meta}<title>News</title></head><body><p>{text}</p></body></html>"


@pytest.mark.parametrize(("language", "name"), CASES)
@pytest.mark.parametrize("way", ["http", "meta", "http-equiv", "quoted and in capitals"])
def test_said(language, name, way):
    meta = {
        "meta": f'<meta charset="{name}">',
        "http-equiv": f'<meta http-equiv="Content-Type" content="text/html; charset={name}">',
    }.get(way, "")
    said = {"http": name, "quoted and in capitals": f'"{name.upper()}"'}.get(way)
    text = page(PASSAGES[language][0], meta)
    assert decode(text.encode(name), said).text == text


@pytest.mark.parametrize("language", PASSAGES)
@pytest.mark.parametrize("said", [None, "utf-8", "iso-8859-1", "windows-1251", "shift_jis", "utf-16", "klingon"])
def test_valid_utf8_is_utf8_whatever_is_said(language, said):
    text = page(PASSAGES[language][0], '<meta charset="windows-1252">')
    assert decode(text.encode(), said).text == text


@pytest.mark.parametrize(
    "data", [page("Köln").encode(), b"", b"\xef\xbb\xbfx", "Köln".encode("cp1252"), b"K\xc3\xb6\xff", b"\xed\xa0\x80"]
)
def test_the_text_is_at_hand_in_utf8(data):
    found = decode(data)
    assert found.utf8 == found.text.encode()
    assert (found.utf8 is data) is (found.charset == "utf-8" and not found.warnings and not data.startswith(b"\xef"))


BOMS = {
    "utf-8-sig": "utf-8",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "utf-32-le": "utf-32-le",
    "utf-32-be": "utf-32-be",
}


@pytest.mark.parametrize("name", BOMS)
@pytest.mark.parametrize("said", [None, "iso-8859-1"])
def test_a_byte_order_mark_wins(name, said):
    text = page(PASSAGES["pl"][0])
    data = text.encode(name) if name == "utf-8-sig" else ("\ufeff" + text).encode(name)
    assert (decode(data, said).text, decode(data, said).charset) == (text, BOMS[name])


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("said", [None, "utf-16", "right"])
def test_utf16_without_a_mark(name, said):
    text = page(PASSAGES["ru"][0])
    assert decode(text.encode(name), name if said == "right" else said).text == text


@pytest.mark.parametrize(("language", "name"), CASES)
def test_not_said(language, name):
    text = page(PASSAGES[language][0])
    assert decode(text.encode(name)).text == text


@pytest.mark.parametrize(
    "said",
    ["base64", "hex", "rot13", "uu", "bz2", "zip", "quopri", "utf-7", "idna", "punycode", "undefined",
     "unicode_escape", "klingon", "", " ", "\0", "x" * 5_000, "utf-8, utf-8"],
)  # fmt: skip
def test_what_is_no_charset_of_a_page(said):
    text = page(PASSAGES["de"][0])
    read = decode(text.encode("cp1252"), said)
    assert read.text == text
    if said.strip():
        assert "charset" in read.warnings[0]


def test_an_unknown_charset_leaves_the_one_in_the_page():
    text = page(PASSAGES["ru"][0], '<meta charset="koi8-r">')
    assert decode(text.encode("koi8-r"), "klingon").text == text


def test_a_few_broken_bytes_do_not_change_the_rest():
    text = page(PASSAGES["de"][0] * 5)
    data = bytearray(text.encode())
    data[data.index(b"K\xc3\xb6ln") + 1] = 0xFF
    read = decode(bytes(data), "utf-8")
    assert read.charset == "utf-8"
    assert read.text.count("\ufffd") == 2
    assert "Straßen künftig" in read.text
    assert read.warnings


def test_a_page_cut_inside_a_character():
    text = page(PASSAGES["ja"][0])
    read = decode(text.encode()[: text.encode().index("無".encode()) + 1])
    assert read.charset == "utf-8"


@pytest.mark.parametrize("name", sorted({"cp1252", "cp1251", "shift_jis", "gb18030", "big5", "euc_kr", "utf-8"}))
def test_never_raises_and_takes_linear_time(name):
    start = time.perf_counter()
    for pattern in (bytes(range(256)), b"\x80\xff", b"<meta " * 3, b"\xe4\xf6", b"\x1b$B", b"~{", b"\0<"):
        decode(pattern * (1_000_000 // len(pattern)), name)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    ("label", "name"),
    [("windows-874", "cp874"), ("x-sjis", "cp932"), ("Windows-31J", "cp932"), ("iso-8859-8-i", "iso8859-8"),
     ("x-cp1251", "cp1251"), ("x-gbk", "gb18030"), ("latin1", "cp1252")],
)  # fmt: skip
def test_labels_python_does_not_know(label, name):
    assert decode(b"\xe4\xe0\x41 text", label).charset == name


def test_labels_mean_what_browsers_take_them_for():
    euro = "10 € – „so“"
    assert decode(euro.encode("cp1252"), "iso-8859-1").text == euro
    assert decode(euro.encode("cp1252"), "us-ascii").text == euro
    assert codecs.lookup(decode("한글 똠방각하".encode("cp949"), "euc-kr").charset).name == "cp949"


TWICE = "Ärzte’ “Über”: 5 € – „naïve“ Łódź, 東京 🎉"


@pytest.mark.parametrize("given", [bytes, str], ids=["served", "decoded by the caller"])
def test_text_encoded_twice_is_put_right_with_a_warning(given):
    """A page read as Latin-1 and written as UTF-8 again: "’" has become "â\\x80\\x99"."""
    twice = f"<p>{TWICE}</p> ".encode().decode("latin-1")
    found = read(page_of(twice.encode() if given is bytes else twice, None))
    assert found.text == f"<p>{TWICE}</p> "
    assert ["encoded twice" in warning for warning in found.warnings] == [True]


@pytest.mark.parametrize(
    "text", ["â Ã© is what “é” becomes", "Ã\x80 alone", "à la carte \x80 déjà"], ids=["told", "A", "control"]
)
def test_text_that_only_looks_so_is_kept(text):
    assert decode(text.encode()).text == text
    assert decode(text.encode()).warnings == ()


def test_what_was_not_encoded_twice_is_kept_beside_what_was():
    assert decode("Itâ\x80\x99s “fine” – â\x80".encode()).text == "It’s “fine” – â\x80"


def test_bytes_and_text_of_a_subclass_are_read_as_what_they_are():
    class Body(bytes):
        pass

    class Text(str):
        __slots__ = ()

    html = page(PASSAGES["de"][0])
    for given in (Body(html.encode()), Text(html)):
        assert read(page_of(given, None)).text == html
        assert extract(given).body[0].text == PASSAGES["de"][0]
