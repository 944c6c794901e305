"""What a phone sees first: Lighthouse 12's four marks, and the bytes on the wire.

    PATHSIDE_DATA=FOLDER .venv/bin/python -m benchmarks.first_view [--runs 3]

Lighthouse takes a phone of the middle range on a slow line, with nothing kept; the median of the runs counts. A page
seen again is asked for by our own browser tests' way: with all that the first view let it keep. Needs Node and
Chromium; fetches Lighthouse through npx where it is not installed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from benchmarks.figures import Figure, report
from benchmarks.fullsize import full_size
from benchmarks.servers import Site, site, wait_until_idle
from benchmarks.serving import addresses

PAGES = ("/", "/roles/", "/roles/?q=nurse", "/paths/", "/plan/", "/certifications/")
MARKS = {"performance": 97, "accessibility": 100, "best-practices": 100, "seo": 100}
ALL_KB, WITHOUT_FONTS_KB, AGAIN_KB = 90.0, 35.0, 8.0
BROWSERS = ("chromium", "google-chrome", "chromium-browser", "chromium-headless-shell")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    browser = next(filter(None, map(shutil.which, BROWSERS)), "")
    if not browser or not shutil.which("npx"):
        sys.exit("Lighthouse needs Node and Chromium. On Debian and Ubuntu: sudo apt-get install nodejs npm chromium")
    with full_size() as database, site(database) as ours:
        comparison, role = addresses(database)
        pages = (*PAGES, comparison, role, f"{role}how-to-become/")
        seen = {page: [looked_at(ours, page, browser) for _ in range(runs)] for page in pages}
        again = {page: kilobytes_again(ours, page, browser) for page in pages}
    figures = []
    for mark, least in MARKS.items():
        scores = {page: statistics.median(each[mark] for each in views) for page, views in seen.items()}
        figures.append(worst(f"Lighthouse, {mark}", scores, least, at_least=True, unit="of 100"))
    for what, most in (("all", ALL_KB), ("without fonts", WITHOUT_FONTS_KB)):
        sizes = {page: statistics.median(each[what] for each in views) for page, views in seen.items()}
        figures.append(worst(f"First view, {what}", sizes, most, unit="kB"))
    figures.append(worst("The same page again", again, AGAIN_KB, unit="kB"))
    report(*figures)


def worst(what: str, of: dict[str, float], bound: float, *, at_least: bool = False, unit: str) -> Figure:
    """The page that does worst."""
    page = (min if at_least else max)(of, key=lambda each: of[each])
    return Figure(what, f"the worst of {len(of)} pages", of[page], bound, at_least=at_least, unit=unit, ours=page)


def looked_at(ours: Site, page: str, browser: str) -> dict[str, float]:
    """The marks of one run, from 0 to 100, and the kilobytes of our own that came over the wire."""
    lighthouse = shutil.which("lighthouse")
    command = [lighthouse] if lighthouse else ["npx", "--yes", "lighthouse@12"]
    flags = "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking"
    wait_until_idle()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "report.json")
        said = subprocess.run(
            [
                *command,
                ours.address(page),
                "--quiet",
                "--output=json",
                f"--output-path={out}",
                f"--chrome-flags={flags}",
                f"--only-categories={','.join(MARKS)}",
            ],
            env=os.environ | {"CHROME_PATH": browser},
            capture_output=True,
            text=True,
        )
        if not out.exists():
            sys.exit(f"Lighthouse could not look at {page}:\n{said.stderr[-2000:]}")
        found: dict[str, Any] = json.loads(out.read_text())
    marks = {name: round(100 * (found["categories"][name]["score"] or 0)) for name in MARKS}
    parts = found["audits"]["network-requests"]["details"]["items"]
    sizes = {kind: sum(part["transferSize"] for part in parts if is_font(part) is kind) for kind in (True, False)}
    return {**marks, "all": sum(sizes.values()) / 1e3, "without fonts": sizes[False] / 1e3}


def is_font(part: dict[str, Any]) -> bool:
    return bool(part.get("resourceType") == "Font")


def kilobytes_again(ours: Site, page: str, browser: str) -> float:
    """What comes over the wire when the page is opened a second time."""
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser)
        try:
            reader = chromium.new_context()  # which keeps what came before, also when its page is closed
            tab = reader.new_page()
            tab.goto(ours.address(page), wait_until="networkidle")
            tab.close()
            tab = reader.new_page()
            wire = reader.new_cdp_session(tab)
            wire.send("Network.enable")
            sizes: list[float] = []
            wire.on("Network.loadingFinished", lambda part: sizes.append(part["encodedDataLength"]))
            tab.goto(ours.address(page), wait_until="networkidle")
            return sum(sizes) / 1e3
        finally:
            chromium.close()


if __name__ == "__main__":
    main()
