"""Names, dates, datelines and languages as read from short texts."""

import pytest

from newsscrape.metadata.dateline import find_dateline
from newsscrape.metadata.dates import date_from_url, find_date, parse_when
from newsscrape.metadata.language import detect_language
from newsscrape.metadata.names import clean_names
from newsscrape.metadata.shape import grade, same_house


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        # labels
        ("By Ada Quill and Ben Ross", ("Ada Quill", "Ben Ross")),
        ("Von Jana Weiß, Tom Krug", ("Jana Weiß", "Tom Krug")),
        ("Written by: Ada Quill", ("Ada Quill",)),
        ("ByAda Quill", ("Ada Quill",)),
        ("Posted byAda Quill", ("Ada Quill",)),
        ("Authors:Ada Quill, Ben Ross", ("Ada Quill", "Ben Ross")),
        ("Eine Kolumne von Ada Quill", ("Ada Quill",)),
        ("Recipe by Ada Quill", ("Ada Quill",)),
        ("By", ()),
        ("von", ()),
        # lists
        ("Par Ada Quill et Ben Ross", ("Ada Quill", "Ben Ross")),
        ("Por Ada Quill y Ben Ross", ("Ada Quill", "Ben Ross")),
        ("Ada Quill & Ben Ross", ("Ada Quill", "Ben Ross")),
        ("Ada Quill; Ben Ross", ("Ada Quill", "Ben Ross")),
        ("王小明、李小华", ("王小明", "李小华")),
        ("سارة علي، كريم حسن", ("سارة علي", "كريم حسن")),
        ("Ada Quill im Gespräch mit Ben Ross", ("Ada Quill", "Ben Ross")),
        # roles, places, houses
        ("Ada Quill, Senior Editor", ("Ada Quill",)),
        ("Ada Quill Chefredakteurin", ("Ada Quill",)),
        ("Ada Quill (Lisbon)", ("Ada Quill",)),
        ("Ada Quill, London", ("Ada Quill",)),
        ("Ada Quill says:", ("Ada Quill",)),
        ("Ada Quill from Example University", ("Ada Quill",)),
        ("신현아 기자", ("신현아",)),
        ("記者 王小明", ("王小明",)),
        ("Example Editorial Team", ("Example Editorial Team",)),
        # letters after the name
        ("Ada Quill, MD, RD", ("Ada Quill, MD, RD",)),
        ("Ada Quill, Ph.D., and Ben Ross Jr.", ("Ada Quill, Ph.D.", "Ben Ross Jr.")),
        # particles and initials
        ("Christoph von Eichberg", ("Christoph von Eichberg",)),
        ("J.R. Stone", ("J.R. Stone",)),
        ("MORITZ GATHMAN", ("Moritz Gathman",)),
        ("det/dpa", ("det/dpa",)),
        ("Von: det/dpa", ("det/dpa",)),
        ("srf/quil;ross", ("srf/quil", "ross")),
        ("By 3d Herald", ("3d Herald",)),
        ("王小明 2024年1月2日10:30", ("王小明",)),
        # what is no name
        ("https://social.example/ada", ()),
        ("ada@news.example", ()),
        ("Ada Quill @adaquill", ("Ada Quill",)),
        ("Von Ada Quill | Stand: 28. April 2023, 05:00 Uhr", ("Ada Quill",)),
        ("Ada Quill on May 3, 2024 at 5:30 pm", ("Ada Quill",)),
        ("Medically reviewed by Kim Rose, RD — Written by Ada Quill, MD", ("Ada Quill, MD",)),
        ("Ada Quill Illustration von Ben Ross", ("Ada Quill",)),
        ("Foto: Ben Ross", ()),
        ("Ada Quill | Subscribe to updates from author", ("Ada Quill",)),
        ("Insights from | Ada Quill", ("Ada Quill",)),
        ("Ada Quill, Example Marine Collective", ("Ada Quill",)),
        ("Ada Quill | Learning anew. Main points", ("Ada Quill",)),
        ("Ever seen this?", ()),
        ("Revised Edition edited by Ben Ross", ()),
        ("Ada Quill | sabado 07 de mayo del 2022", ("Ada Quill",)),
        ("Rechtsanwältin Ada Quill", ("Ada Quill",)),
        ("Συντάκτης: Νίκος Παπάς", ("Νίκος Παπάς",)),
        ("ΤΗΣ Μαρίας Δήμου", ("Μαρίας Δήμου",)),
        ("Ein Interview von Ada Quill mit Ben Ross.", ("Ada Quill",)),
        ("This post was written by Ada Quill, MD", ("Ada Quill, MD",)),
        ("Staff and wire service reports", ("Staff and wire service reports",)),
        ("Marketing and Event Coordinator", ("Marketing and Event Coordinator",)),
        ("", ()),
    ],
)
def test_clean_names(raw, names):
    assert clean_names(raw) == names


def test_spellings_of_one_name_are_one():
    assert clean_names(["ADA QUILL", "Ada Quill"]) == ("Ada Quill",)


def test_publisher_is_dropped_unless_alone():
    assert clean_names(["Ada Quill", "Example Herald"], "Example Herald") == ("Ada Quill",)
    assert clean_names(["Example Herald"], "Example Herald") == ("Example Herald",)


def test_a_long_line_costs_no_time():
    assert clean_names("By " + "a" * 2_000_000) == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Quill", "person"), ("Ada de la Quill", "person"), ("王小明", "person"), ("ada_q", "word"),
        ("Example News", "house"), ("Ada", "word"), ("Reuters", "house"), ("admin", "none"), ("", "none"),
    ],
)  # fmt: skip
def test_grade(name, expected):
    assert grade(name) == expected


def test_a_publisher_is_known_by_its_short_name():
    assert same_house("Herald", "The Herald Online")
    assert not same_house("Ada Quill", "The Herald Online")
    assert not same_house("Ada Quill", None)


@pytest.mark.parametrize(
    ("raw", "iso", "precision"),
    [
        ("2024-01-02T10:00:00+0100", "2024-01-02T10:00:00+01:00", "second"),
        ("2024-01-02T10:00Z", "2024-01-02T10:00:00+00:00", "minute"),
        ("2024-01-02", "2024-01-02T00:00:00", "day"),
        ("3. Februar 2024", "2024-02-03T00:00:00", "day"),
        ("2024年2月3日", "2024-02-03T00:00:00", "day"),
        ("Tue, 02 Jan 2024 10:00:00 +0200", "2024-01-02T10:00:00+02:00", "second"),
    ],
)
def test_dates(raw, iso, precision):
    when = parse_when(raw, "de")
    assert when is not None
    assert (when.value.isoformat(), when.precision) == (iso, precision)


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("28.09.1912:44", "2019-09-28T12:44:00"),
        ("28.09.201912:44", "2019-09-28T12:44:00"),
        ("Effective beginning 6/2/2025:", "2025-02-06T00:00:00"),
        ("Jan 13 – Mar 29, 2026", "2026-03-29T00:00:00"),
        ("Feb 182009", "2009-02-18T00:00:00"),
        ("Feb 12009", "2009-02-01T00:00:00"),
        ("更新日：令和6年1月2日", "2024-01-02T00:00:00"),
        ("平成元年1月8日", "1989-01-08T00:00:00"),
        ("民國113年5月6日", "2024-05-06T00:00:00"),
    ],
)
def test_dates_as_lines_print_them(raw, iso):
    when = find_date(raw, "de")
    assert when is not None
    assert when.value.isoformat() == iso


@pytest.mark.parametrize(
    ("raw", "language", "iso"),
    [
        ("Objavljeno 3. marta 2024. u 14:05", "sr", "2024-03-03T14:05:00"),
        ("Paskelbta 2024 m. kovo 3 d. 14:05", "lt", "2024-03-03T14:05:00"),
        ("Publicēts 2024. gada 3. martā 14:05", "lv", "2024-03-03T14:05:00"),
        ("Avaldatud 3. märts 2024 kell 14.05", "et", "2024-03-03T14:05:00"),
        ("Publisert 3. mars 2024 kl. 14.05", "no", "2024-03-03T14:05:00"),
        ("Version 3. mars 2024 nr. 14.05", "no", "2024-03-03T00:00:00"),
        ("প্রকাশ: ৩ মার্চ ২০২৪, ১৪:০৫", "bn", "2024-03-03T14:05:00"),
        ("प्रकाशित: 3 मार्च 2024", "hi", "2024-03-03T00:00:00"),
        ("เผยแพร่ 3 มีนาคม 2567 14:05", "th", "2024-03-03T14:05:00"),
        ("3 มี.ค. 67", "th", "2024-03-03T00:00:00"),
        ("14 ม.ค. 2567", "th", "2024-01-14T00:00:00"),
        ("Chủ nhật, ngày 3 tháng 3 năm 2024 14:05", "vi", "2024-03-03T14:05:00"),
        ("3 மார்ச் 2024", "ta", "2024-03-03T00:00:00"),
        ("3 آذار 2024", "ar", "2024-03-03T00:00:00"),
        ("3 listopada 2024", "hr", "2024-10-03T00:00:00"),
        ("3 listopada 2024", "pl", "2024-11-03T00:00:00"),
    ],
)
def test_dates_of_many_languages(raw, language, iso):
    when = find_date(raw, language, is_slow=False)
    assert when is not None
    assert when.value.isoformat() == iso


@pytest.mark.parametrize("raw", ["about 20 people came", "yesterday", "vor 3 Stunden", "1970-01-01", "2024-13-40"])
def test_no_dates(raw):
    assert find_date(raw) is None


def test_dates_of_other_languages_are_read_with_help():
    line = "12 जनवरी 2024", "hi"
    assert find_date(*line) == find_date(*line, is_slow=False) is not None
    line = "12 ጃንዋሪ 2024", "am"
    when = find_date(*line)
    assert when is not None
    assert when.value.isoformat() == "2024-01-12T00:00:00"
    assert find_date(*line, is_slow=False) is None


@pytest.mark.parametrize(
    ("path", "iso"),
    [
        ("/2024/03/05/story", "2024-03-05T00:00:00"),
        ("/news/story-20240305", "2024-03-05T00:00:00"),
        ("/2024/mar/05/story", "2024-03-05T00:00:00"),
        ("/news/05-03-2024", "2024-03-05T00:00:00"),
        ("/2024/03/05/from-2023-01-01", None),
        ("/news/article/A2024030514320005196", "2024-03-05T00:00:00"),
        ("/story-20240305103000-nt.html", "2024-03-05T00:00:00"),
        ("/photo/2024030599990005196", None),
        ("/story?d=2024-03-05", None),
    ],
)
def test_date_from_url(path, iso):
    when = date_from_url(f"https://news.example{path}")
    assert (when.value.isoformat() if when else None) == iso


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("Berlin (dpa) - Die Stadt baut.", "Berlin (dpa)"),
        ("Frankfurt/Main (dpa/lhe) – Die Stadt baut.", "Frankfurt/Main (dpa/lhe)"),
        ("WASHINGTON (AP) — The city builds.", "WASHINGTON (AP)"),
        ("CLEVELAND, Ohio – The city builds.", "CLEVELAND, Ohio"),
        ("LONDON — The city builds.", "LONDON"),
        ("МОСКВА, 2 янв – Город строит.", "МОСКВА, 2 янв"),
        ("München – Die Stadt baut.", "München"),
        ("新华社北京1月2日电 城市建设。", "新华社北京1月2日电"),
        ("القاهرة (رويترز) - تبني المدينة.", "القاهرة (رويترز)"),
        ("Die Zentralbank (EZB) tagt heute.", None),
        ("Они – строят город.", None),
        ("The city builds a bridge.", None),
        ("", None),
    ],
)
def test_dateline(text, dateline):
    assert find_dateline(text) == dateline


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The mayor of the city said that the bridge is open and that it was built by the people.", "en"),
        ("Die Stadt hat sich für das neue Haus und gegen die alte Brücke entschieden.", "de"),
        ("Le maire de la ville a dit que le pont est ouvert et que les gens sont dans les rues.", "fr"),
        ("El alcalde dijo que los vecinos y las escuelas están con el puente, pero también con el río.", "es"),
        ("橋は昨日開通した。", "ja"),
        ("桥昨天通车了。", "zh"),
        ("다리가 어제 개통되었다.", "ko"),
        ("Мэр сказал, что мост открыт и что это не в первый раз, как и для города.", "ru"),
        ("Grad će iduće godine izgraditi most jer je stari preslab, rekao je gradonačelnik koji nije bio tu.", "hr"),
        ("Die stad bou ’n nuwe brug omdat die oue te swak geword het, het hy gesê, en hulle betaal nie.", "af"),
        ("De stad bouwt een nieuwe brug omdat de oude niet sterk is en dat wordt ook met het geld van het rijk.", "nl"),
        ("Byen bygger bro av stål, og det blir mange jobber etter åpningen, mener ordføreren, som er glad.", "no"),
        ("Kota itu akan membangun jembatan yang tidak mahal dan jembatan ini adalah untuk truk.", "id"),
        ("শহর আগামী বছর একটি নতুন সেতু তৈরি করবে।", "bn"),
        ("ქალაქი ახალ ხიდს ააშენებს.", "ka"),
        ("Bridge open", None),
        ("lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod tempor", None),
    ],
)
def test_detect_language(text, code):
    assert detect_language(text) == code
