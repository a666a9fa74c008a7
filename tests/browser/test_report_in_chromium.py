"""The report in a real browser: it loads without errors, answers clicks, keys and filters, and fits its window."""

import struct
from pathlib import Path

import pytest

import newsscrape as ns
from newsscrape.report import render

selenium = pytest.importorskip("selenium", reason="no selenium: pip install 'newsscrape[dev]'")

from chromium import CHROMIUM, DRIVER, appear, chromium  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

from hostile_page import HOSTILE, hostile_page  # noqa: E402

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no Chromium: apt-get install chromium chromium-driver"
)
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
SEED = (FIXTURES / "seed-wordpress-de" / "page.html").read_bytes()
WIDE, PHONE = 1280, 390


@pytest.fixture(scope="module")
def browser():
    with chromium() as driver:
        yield driver


@pytest.fixture
def shown(browser, tmp_path):
    """Show the report of a page, and afterwards check that the browser had nothing to complain about."""

    def show(page, width=WIDE, scheme="light"):
        path = tmp_path / "report.html"
        path.write_text(render(ns.explain(page)), "utf-8")
        appear(browser, width, scheme)
        browser.get(path.as_uri())
        return browser

    yield show
    assert browser.get_log("browser") == []


def all_(driver, selector):
    return driver.find_elements("css selector", selector)


def one(driver, selector):
    return driver.find_element("css selector", selector)


def visible(driver):
    return [e for e in all_(driver, ".block") if e.is_displayed()]


def selected(driver):
    return one(driver, ".block[aria-selected=true]")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_it_loads_and_fits(shown, tmp_path, width, scheme):
    driver = shown(SEED, width, scheme)
    explanation = ns.explain(SEED)
    assert len(all_(driver, ".block")) == len(explanation.blocks)
    assert one(driver, "#title").text == explanation.document.headline
    assert one(driver, "#status").text == "article"
    assert driver.execute_script("return document.documentElement.scrollWidth") == width
    picture = tmp_path / "shot.png"
    assert driver.save_screenshot(str(picture))
    assert struct.unpack(">II", picture.read_bytes()[16:24])[0] == width
    ground = driver.execute_script("return getComputedStyle(document.body).backgroundColor")
    brightness = sum(int(v) for v in ground.removeprefix("rgb(").removesuffix(")").split(",")) / 3
    assert (brightness > 128) == (scheme == "light")


def test_a_click_shows_the_votes(shown):
    driver = shown(SEED)
    one(driver, ".block[data-role=credit]").click()
    why = one(driver, "#why").text
    assert "Kept as credit" in why
    assert "begins with a printed credit label: credit" in why
    assert "named as caption in the markup: caption" in why
    assert "figcaption.wp-element-caption" in why
    assert "/html" in why
    assert one(driver, "#article .here").text == "Bildquelle: Mark Zuckerberg"
    widths = [bar.size["width"] for bar in all_(driver, "#why .probabilities .meter i")]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 0


def test_a_click_on_the_document_finds_the_block(shown):
    driver = shown(SEED)
    one(driver, "#article .source").click()
    assert selected(driver).get_attribute("data-role") == "source"


def test_filters_by_fate_role_and_confidence(shown):
    driver = shown(SEED)
    blocks = ns.explain(SEED).blocks
    one(driver, "#show input[value=dropped] + span").click()
    assert len(visible(driver)) == sum(not b.is_kept for b in blocks)
    one(driver, "#show input[value=all] + span").click()
    one(driver, ".chip[data-role=boilerplate]").click()
    assert [e.get_attribute("data-role") for e in visible(driver)] == [
        b.role for b in blocks if b.role != "boilerplate"
    ]
    assert one(driver, ".chip[data-role=boilerplate]").get_attribute("aria-pressed") == "false"
    one(driver, ".chip[data-role=boilerplate]").click()
    limit = one(driver, "#limit")
    limit.send_keys(Keys.ARROW_LEFT * 4)
    assert len(visible(driver)) == sum(round(b.confidence, 3) <= 0.8 for b in blocks)
    assert f"{len(visible(driver))} of {len(blocks)} blocks" in one(driver, "#count").text
    limit.send_keys(Keys.HOME)
    assert visible(driver) == []
    one(driver, "#reset").click()
    assert len(visible(driver)) == len(blocks)


def test_keys_move(shown):
    driver = shown(SEED)
    last = len(ns.explain(SEED).blocks) - 1

    def at():
        return int(selected(driver).get_attribute("id").removeprefix("row-"))

    start = at()
    driver.switch_to.active_element.send_keys("j")
    assert at() == start + 1
    for key, place in (("j", start + 2), (Keys.ARROW_DOWN, start + 3), ("k", start + 2), (Keys.ARROW_UP, start + 1),
                       (Keys.HOME, 0), (Keys.ARROW_UP, 0), (Keys.END, last)):  # fmt: skip
        driver.switch_to.active_element.send_keys(key)
        assert at() == place
    assert driver.switch_to.active_element == selected(driver)
    outline = driver.execute_script("return getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    driver.switch_to.active_element.send_keys(Keys.ENTER)
    assert driver.switch_to.active_element.get_attribute("id") == "block"
    driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert driver.switch_to.active_element == selected(driver)


def test_metadata_shows_claims_and_winners(shown):
    driver = shown((FIXTURES / "arc-en" / "page.html").read_bytes())
    one(driver, ".sides [data-side=metadata]").click()
    authors = next(e for e in all_(driver, ".field") if e.text.lower().startswith("authors"))
    assert one(authors, ".value").text == "Helen Ashby"
    assert "Helen Ashby" in one(authors, ".won").text
    assert len(all_(authors, ".won")) == 1
    assert len(all_(authors, "li")) >= 3


def test_a_phone_shows_one_view_and_a_sheet(shown):
    driver = shown(SEED, PHONE)
    assert not one(driver, "#why").is_displayed()
    one(driver, ".block[data-role=lead]").click()
    assert one(driver, "#why").is_displayed()
    assert "Kept as lead" in one(driver, "#why").text
    one(driver, "#close").click()
    assert not one(driver, "#why").is_displayed()
    for view in ("document", "metadata", "page"):
        one(driver, f".views [data-view={view}]").click()
        assert [e.get_attribute("id") for e in all_(driver, "main > section") if e.is_displayed()] == [view]


def test_hostile_text_runs_nothing_and_loads_nothing(shown):
    driver = shown(hostile_page())
    assert driver.execute_script("return window.hit") is None
    assert driver.execute_script("return performance.getEntriesByType('resource').length") == 0
    texts = driver.execute_script("return [...document.querySelectorAll('.block .text')].map(e => e.textContent)")
    assert all(any(" ".join(attack.split()) in text for text in texts) for attack in HOSTILE)
    assert all_(driver, "#blocks img, #blocks script, #article img, #why svg") == []


@pytest.mark.parametrize(("slug", "said"), [("shell-en", "No text was kept"), ("index-de", "index page")])
def test_pages_without_an_article_say_so(shown, slug, said):
    driver = shown((FIXTURES / slug / "page.html").read_bytes())
    assert said in one(driver, "body").text


def test_a_page_without_text_says_so(shown):
    driver = shown(b"")
    told = one(driver, "body").text
    assert "This page has no visible text." in told
    assert "No block to explain." in told
    assert one(driver, "#status").text == "empty"


def contrast(driver, element):
    """WCAG contrast of an element's text with the panel behind it."""
    return driver.execute_script(
        """
        const lum = (c) => {
          const [r, g, b] = c.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
            .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const a = lum(getComputedStyle(arguments[0]).color);
        const b = lum(getComputedStyle(document.getElementById("page")).backgroundColor);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        """,
        element,
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(shown, scheme):
    driver = shown((FIXTURES / "arc-en" / "page.html").read_bytes(), WIDE, scheme)
    for element in all_(driver, ".block .tag, .block .text, .block .sure, #why .note, #why h3, .claims li"):
        assert contrast(driver, element) >= 4.5, element.get_attribute("outerHTML")


def test_the_map_goes_where_it_is_clicked(shown):
    driver = shown(SEED)
    strip = one(driver, "#map")
    ActionChains(driver).move_to_element_with_offset(strip, strip.size["width"] // 2 - 3, 0).click().perform()
    last = len(ns.explain(SEED).blocks) - 1
    assert selected(driver).get_attribute("id") == f"row-{last}"
    marker = one(driver, "#map b")
    right = marker.rect["x"] + marker.rect["width"]
    assert right == pytest.approx(strip.rect["x"] + strip.rect["width"], abs=2)


def test_a_block_of_a_menu_shows_its_rule_and_no_weights(shown):
    links = "".join(f"<li><a href='/s{n}'>Section {n}</a></li>" for n in range(7))
    driver = shown(f"<nav><ul>{links}</ul></nav><h1>Lock opens</h1>" + "<p>The harbour opened its new lock.</p>" * 3)
    next(b for b in visible(driver) if "Section 3" in b.text).click()
    told = one(driver, "#why").text
    assert "the model was not asked" in told
    assert "within a menu, a footer, a long list of links or rows far from any text" in told
    assert "spoke for" not in told.casefold()
