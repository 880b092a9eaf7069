"""The pages of a running server in a real browser: Debian's Chromium, without a screen."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from pages_store import build_store, serving
from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select, WebDriverWait

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
AXE = "axe-core@4.10.2"
SECONDS = 15
ANSWERS = "/thing?iri=https%3A%2F%2Fzoek.officielebekendmakingen.nl%2Fah-tk-20142015-2171"
VISITED = (
    "/",
    "/search?q=bijstand",
    "/queries",
    "/queries/answer-times?run=1",
    "/queries/papers-of",
    ANSWERS,
    "/id/hostile.txt/d1",
    "/thing?iri=https%3A%2F%2Fwetten.overheid.nl%2FBWBR0015703",
    "/id/persoon/sadet-karabulut",
    "/dataset",
    "/def",
)
CHECKED = {
    "light": ("/", "/queries/answer-times?run=1", ANSWERS, "/id/persoon/sadet-karabulut"),
    "dark": ("/search?q=bijstand", "/id/aanhangsel-laborijn.txt/d1"),
}
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="chromium and chromedriver are not there: the pages are not tried in a browser"
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the samples."""
    with serving(build_store(tmp_path_factory.mktemp("browser"))) as address:
        yield address


@pytest.fixture(scope="module")
def chromium() -> Iterator[webdriver.Chrome]:
    options = Options()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--lang=nl"):
        options.add_argument(argument)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1")
    options.add_experimental_option("prefs", {"intl.accept_languages": "nl"})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    driver.set_window_size(1200, 900)
    try:
        yield driver
    finally:
        driver.quit()


@pytest.fixture
def browser(chromium: webdriver.Chrome, address: str) -> Iterator[webdriver.Chrome]:
    """The browser; afterwards, no page has complained and no other server has been asked."""
    chromium.get_log("browser")  # type: ignore[no-untyped-call]
    chromium.get_log("performance")  # type: ignore[no-untyped-call]
    yield chromium
    assert chromium.get_log("browser") == []  # type: ignore[no-untyped-call]
    asked = [url for url in _requests(chromium) if not url.startswith((address, "data:", "chrome:", "blob:"))]
    assert asked == []


def _requests(chromium: webdriver.Chrome) -> list[str]:
    logged = (json.loads(entry["message"])["message"] for entry in chromium.get_log("performance"))  # type: ignore[no-untyped-call]
    return [str(m["params"]["request"]["url"]) for m in logged if m["method"] == "Network.requestWillBeSent"]


def wait_for(browser: webdriver.Chrome, css: str) -> None:
    WebDriverWait(browser, SECONDS).until(lambda b: b.find_elements(By.CSS_SELECTOR, css), f"no {css}")


def test_from_home_by_search_to_a_document(browser: webdriver.Chrome, address: str) -> None:
    browser.get(address)
    assert browser.find_element(By.TAG_NAME, "h1").text == "Waar Kamerstukken naar verwijzen"
    browser.find_element(By.ID, "q").send_keys("kostendelersnorm\n")
    wait_for(browser, "ol.found mark.hit")
    browser.find_element(By.CSS_SELECTOR, "ol.found h3 a").click()
    wait_for(browser, ".text mark.f-law a")
    browser.find_element(By.CSS_SELECTOR, ".text mark.f-law a").click()
    wait_for(browser, "svg.network")


def test_a_person_is_found_by_completion_in_the_form_of_a_query(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/queries/papers-of")
    browser.find_element(By.NAME, "person").send_keys("karab")
    wait_for(browser, "datalist option[value='Sadet Karabulut']")
    browser.find_element(By.NAME, "person").clear()
    browser.find_element(By.NAME, "person").send_keys("Sadet Karabulut\n")
    wait_for(browser, "table a[href$='kv-tk-2015Z07200']")
    browser.find_element(By.CSS_SELECTOR, "table a[href='/id/persoon/sadet-karabulut']").click()
    wait_for(browser, "#posts")
    assert browser.current_url == f"{address}/id/persoon/sadet-karabulut.html"


def test_the_language_is_switched_and_kept(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/queries")
    browser.find_element(By.CSS_SELECTOR, ".languages a[lang=en]").click()
    wait_for(browser, "html[lang=en]")
    browser.get(address)
    assert browser.find_element(By.TAG_NAME, "h1").text == "What parliamentary papers refer to"
    browser.find_element(By.CSS_SELECTOR, ".languages a[lang=nl]").click()
    wait_for(browser, "html[lang=nl]")
    assert browser.find_element(By.TAG_NAME, "h1").text == "Waar Kamerstukken naar verwijzen"


def test_the_editor_runs_a_query_of_the_library(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/sparql")
    wait_for(browser, "#editor[data-ready=yes]")
    Select(browser.find_element(By.ID, "example")).select_by_value("answer-times")
    browser.find_element(By.CSS_SELECTOR, ".yasqe_queryButton").click()
    wait_for(browser, ".yasr table.dataTable tbody td a[href*='kv-tk-2015Z07200']")


def test_a_hostile_document_does_nothing(browser: webdriver.Chrome, address: str) -> None:
    browser.get(f"{address}/id/hostile.txt/d1")
    assert browser.title.endswith("Kamergraaf")
    assert browser.title != "stolen"
    assert '<img src=x onerror="document.title=' in browser.find_element(By.CSS_SELECTOR, ".text").text


@cache
def axe() -> str:
    """The script of axe-core, from npm; skips where it cannot be had."""
    folder = Path.home() / ".cache" / "kamergraaf-tests"
    script = folder / f"{AXE}.js"
    if not script.exists():
        npm = shutil.which("npm")
        if not npm:
            pytest.skip("npm is not there: accessibility is not checked")
        folder.mkdir(parents=True, exist_ok=True)
        packed = subprocess.run([npm, "pack", "--silent", AXE], check=False, cwd=folder, capture_output=True, text=True)
        if packed.returncode:
            pytest.skip(f"{AXE} cannot be had from npm: accessibility is not checked")
        archive = packed.stdout.strip().splitlines()[-1]
        subprocess.run(["tar", "xzf", archive, "package/axe.min.js"], check=True, cwd=folder)
        (folder / "package" / "axe.min.js").rename(script)
    return script.read_text(encoding="utf-8")


RUN_AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
  .then(found => done(found.violations.map(v => [v.impact, v.id, v.nodes.slice(0, 3).map(n => n.html)])));
"""


@pytest.mark.parametrize("scheme", CHECKED)
def test_nothing_serious_stands_in_the_way_of_anybody(browser: webdriver.Chrome, address: str, scheme: str) -> None:
    script = axe()
    colours = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", colours)
    found = []
    for path in CHECKED[scheme]:
        browser.get(address + path)
        browser.execute_script(script)
        found += [(path, *violation) for violation in browser.execute_async_script(RUN_AXE)]  # type: ignore[no-untyped-call]
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert [violation for violation in found if violation[1] in ("serious", "critical")] == []


def test_no_page_is_wider_than_a_telephone(browser: webdriver.Chrome, address: str) -> None:
    metrics = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    wide = {}
    for path in VISITED:
        browser.get(address + path)
        wide[path] = browser.execute_script("return document.documentElement.scrollWidth")  # type: ignore[no-untyped-call]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert {path: width for path, width in wide.items() if width > 390} == {}
