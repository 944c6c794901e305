"""What was typed, and what stands in names, in one plain form: lower case, no accents, words with one space between."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, product

from careers.search.doers import doers
from careers.search.everyday import Said, spans

LONGEST_QUERY = 100
MOST_WORDS = 8
# Shorter words have no other form worth a look: “gas” is no plural.
SHORTEST_INFLECTED = 4
# Shorter words have no room for two slips, and those of so few letters none for one in the first.
TWO_SLIPS, SURE_START = 6, 4
# So many letters of a longer word may stand elsewhere.
MOST_MOVED = 2
# Words that hold a question together. They are looked for only where they may be the start of another.
_GLUE = "a an and are as at be become by can do does for how i in is my of on or the to what with"
GLUE = frozenset(_GLUE.split())
# Words with which people begin to ask, as in “I want to work with animals” and “jobs in health”. They mean something
# where none that leads on follows: a job coach, a work study.
_ASKING = "career careers enjoy good hope id im interested job jobs like looking love need want work working would"
ASKING = frozenset(_ASKING.split())
# And these end what is asked for, as in “nurse jobs”.
ENDS = {"career", "careers", "job", "jobs"}
LEADS_ON = GLUE & {"as", "at", "be", "become", "for", "i", "in", "to", "with"}

# These end the word that they follow: without them “C++” and “C#” would be the letter C.
SIGNS = "+#"
_WORD = re.compile(rf"[^\W_]+[{SIGNS}]*")
# Apostrophes stand inside of words, and go; all other signs stand between words.
_INSIDE_WORDS = b"'`"
_WORD_BEGINS = re.compile(r"(?<!\w)\w")
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isalnum() else ord(" ") for code in range(128)) + bytes(128)


def plain(text: str) -> str:
    """The words of a text. “Driver’s aide (CDL)” is `drivers aide cdl`."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text.replace("’", ""))
        text = "".join(letter for letter in parts if not unicodedata.combining(letter))
    if not text.isascii() or "+" in text or "#" in text:
        return " ".join(_WORD.findall(text.lower().translate(dict.fromkeys(_INSIDE_WORDS))))
    return b" ".join(text.encode().translate(_ASCII, _INSIDE_WORDS).split()).decode()


def forms(word: str) -> tuple[str, ...]:
    """The word, and what it may be the plural or the singular of: `nurse` and `nurses`."""
    if len(word) < SHORTEST_INFLECTED or not word.isalpha():
        return (word,)
    found = [word]
    if word.endswith("ies"):
        found.append(f"{word[:-3]}y")
    if word.endswith(("ses", "xes", "ches", "shes")):
        found.append(word[:-2])
    if word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
    elif word.endswith("men"):
        found.append(f"{word[:-3]}man")
    elif word.endswith("man"):
        found.append(f"{word[:-3]}men")
    else:
        found += [f"{word}s", f"{word[:-1]}ies"] if word.endswith("y") else [f"{word}s"]
        if word.endswith(("s", "x", "ch", "sh")):
            found.append(f"{word}es")
    return tuple(found)


@dataclass(frozen=True)
class Term:
    """A word to look for, or the start of one."""

    word: str
    is_start: bool = False


# A federal code, or the start of one: 23-2011.00.
_CODE = re.compile(r"([0-9]{2})[-–]([0-9]{1,4})((?<=[0-9]{4})\.[0-9]{0,2})?")
# A name matches where each group has a term that stands in it.
Groups = tuple[tuple[Term, ...], ...]
# So many ways to put several names for everyday words beside each other are tried.
MOST_WAYS = 24
# With no more words between them, several stand near each other.
NEAR_WORDS = 8


@dataclass(frozen=True)
class Typed:
    """What was typed, as far as it counts. `shown` is how pages repeat it; the last word may go on."""

    shown: str
    words: tuple[str, ...]
    was_cut: bool
    goes_on: bool = True

    @classmethod
    def of(cls, text: str, *, goes_on: bool = True) -> Typed:
        typed = " ".join(text.replace("\0", " ").split())
        shown = " ".join(typed[:LONGEST_QUERY].split()[:MOST_WORDS])
        # One typed word may hold several: “nurse/midwife/aide”. One sign may stand for many letters, too.
        return cls(
            shown,
            tuple(plain(shown)[:LONGEST_QUERY].split()[: 2 * MOST_WORDS]),
            was_cut=shown != typed,
            goes_on=goes_on,
        )

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def code(self) -> str:
        """The federal code that was typed, or the start of one; nothing where it is none."""
        found = _CODE.fullmatch(self.shown)
        return f"{found[1]}-{found[2]}{found[3] or ''}" if found else ""

    @cached_property
    def asked(self) -> Sequence[str]:
        """The words that say what is asked for."""
        return without_asking(self.words)

    @cached_property
    def whole(self) -> frozenset[str]:
        """The names that are just what was typed, or asked for, in the singular or the plural."""
        return frozenset(" ".join([*rest, form]) for *rest, last in (self.words, self.asked) for form in forms(last))

    @cached_property
    def doers(self) -> frozenset[str]:
        """The names that who does it may go by: “truck driver”, of driving trucks and of truck driving."""
        said = [word for word in self.asked if word not in GLUE]
        if not said:
            return frozenset()
        *before, last = said
        found = {" ".join([*before, doer]) for thing in forms(last) if len(thing) <= len(last) for doer in doers(thing)}
        if before:
            deed, *between = before
            found |= {" ".join([*between, thing, doer]) for thing in forms(last) for doer in doers(deed)}
        return frozenset(found) - self.whole

    @cached_property
    def everyday(self) -> list[Said]:
        """What was asked for, in pieces, each with the words that names have for it; nothing where none has any."""
        pieces = spans([word for word in self.asked if word not in GLUE], forms)
        return pieces if any(names for _, names in pieces) else []

    @cached_property
    def meant(self) -> tuple[Groups, ...]:
        """What names may say for it, where it has everyday words: “repair” and “automotive”, of fixing cars."""
        if not self.everyday:
            return ()
        ways = []
        for said, names in self.everyday:
            # Beside another, a word may stand in names as it is, too, or as who does it.
            as_said: set[str] = set()
            if len(self.everyday) > 1 and len(said) == 1:
                as_said = {*forms(said[0])} if names else {*forms(said[0]), *doers(said[0])}
            words = as_said.union(name[0] for name in names if len(name) == 1)
            several = [tuple((Term(word),) for word in name) for name in names if len(name) > 1]
            ways.append([(tuple(map(Term, sorted(words))),), *several] if words else several)
        return tuple(tuple(chain.from_iterable(way)) for way in islice(product(*ways), MOST_WAYS))

    def groups(self, *, starts: bool = False, goes_on: bool = True) -> Groups:
        """Each word in any of its forms; the last may go on, and with `starts` each of them."""
        goes_on = goes_on and self.goes_on
        *rest, last = self.asked
        looked_for = [_group(word, is_start=starts) for word in rest if word not in GLUE]
        return (*looked_for, _group(last, is_start=goes_on))

    def in_a_row(self, *, goes_on: bool) -> Groups:
        """All words as they stand, also those that only hold them together; the last may go on."""
        *before, last = self.asked
        return (*(_group(word, is_start=False) for word in before), _group(last, is_start=goes_on))


def without_asking(words: Sequence[str]) -> Sequence[str]:
    """What is asked for, without the words before and after it that only ask; what leads on nowhere stays."""
    count = next((place for place, word in enumerate(words) if word not in GLUE | ASKING), len(words))
    if 0 < count < len(words) and not LEADS_ON.isdisjoint(words[:count]):
        words = words[count:]
    return words[:-1] if len(words) > 1 and words[-1] in ENDS and words[-2] not in GLUE else words


def _group(word: str, *, is_start: bool) -> tuple[Term, ...]:
    return tuple(Term(form, is_start=is_start and form == word) for form in forms(word))


def split_at_matches(name: str, words: str, besides: Iterable[str] = ()) -> list[tuple[str, bool]]:
    """A name in pieces, and whether each is what was typed of a word of it: together they are the name.

    A word may go on where it stands as it was typed. Its other forms, and what else was looked for, stand there whole.
    """
    *rest, last = without_asking(plain(words).split()) or [""]
    counted = {*(word for word in rest if word not in GLUE), last} - {""}
    looked_for = {form for word in counted for form in forms(word)}.union(*map(str.split, besides))
    longest_first = sorted(looked_for, key=len, reverse=True)
    pieces: list[tuple[str, bool]] = []
    told = 0
    for begun in _WORD_BEGINS.finditer(name):
        start = begun.start()
        ends = (
            start + len(form)
            for form in longest_first
            if name[start : start + len(form)].lower() == form
            and (form in counted or not name[start + len(form) : start + len(form) + 1].isalnum())
        )
        if start >= told and (end := next(ends, 0)):
            pieces += [(name[told:start], False), (name[start:end], True)]
            told = end
    return [(piece, is_typed) for piece, is_typed in (*pieces, (name[told:], False)) if piece]


def common_start(words: Sequence[str]) -> str:
    """The letters with which all of these begin."""
    first, last = min(words), max(words)
    same = (place for place, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1])
    return first[: next(same, len(first))]


def distance(one: str, other: str) -> int:
    """How many letters were left out, put in, taken for another, or swapped with their neighbor.

    A longer word of just the same letters, of which one or two stand elsewhere, is one slip: “physcologist”. One that
    stands elsewhere and one left out are two.
    """
    return _forgiven(_slips_to_starts(one, other)[-1], one, other)


def _forgiven(slips: int, one: str, other: str) -> int:
    """So many slips, or fewer where letters only stand elsewhere."""
    shorter, longer = sorted((one, other), key=len)
    more = len(longer) - len(shorter)
    # As most: quicker seen so than letter by letter.
    if slips < 2 or more > 1 or len(shorter) < TWO_SLIPS or not set(shorter) <= set(longer):
        return slips
    if not Counter(shorter) <= Counter(longer):
        return slips
    moved = len(shorter) - _in_order(shorter, longer)
    return min(slips, 1 + more) if moved <= MOST_MOVED - more else slips


def _in_order(one: str, other: str) -> int:
    """How many letters of one are in the other in the same order, at most."""
    most = [0] * (len(other) + 1)
    for letter in one:
        before = 0
        for column, sign in enumerate(other, 1):
            before, most[column] = most[column], before + 1 if letter == sign else max(most[column], most[column - 1])
    return most[-1]


def _slips_to_starts(one: str, other: str) -> list[int]:
    """How many slips it is from one to each start of the other, from none of its letters to all."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, sign in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != sign))
            swapped = row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == sign
            if swapped and letter != sign:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return last


def slips_allowed(word: str) -> int:
    """How many slips are forgiven in a word: none in a number, since any other is as near."""
    if word.isdecimal():
        return 0
    return 2 if len(word) >= TWO_SLIPS else 1


def may_mean(typed: str, word: str) -> bool:
    """Whether a short word begins as another does, if with its neighbor's letter: nobody types “nope” for “pope”."""
    return len(typed) > SURE_START or word[0] in typed[:2]


def slips_at_start(typed: str, word: str) -> int:
    """The distance of what was typed to the start of a word that comes nearest.

    A few letters are as near to the starts of many words, so they are to be without a slip.
    """
    length = len(typed)
    if word.startswith(typed):
        return 0
    if length < TWO_SLIPS:
        return distance(typed, word)
    slips = min(_slips_to_starts(typed, word[: length + 1])[length - 1 :], default=length)
    return _forgiven(slips, typed, word[:length])


def words_in(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}
