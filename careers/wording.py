"""Numbers and names as they stand in sentences. Pages, handouts and downloads share these words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from careers.cells import Range

MONTHS_A_YEAR = 12
MONTHS = {"months": 1, "years": MONTHS_A_YEAR}  # of the units that figures come in
# A time that is no whole number of years is said in months up to here, as people say “18 months”.
YEARS_FROM_MONTHS = 24
# In a range people count on in months for longer: “19 to 29 months”.
RANGE_OF_MONTHS = 36
# Names with which a sentence's noun may start: these keep their capital where others lose it.
PROPER_NAMES = (
    *("Alabama", "Alaska", "Arizona", "Arkansas", "California", "Colorado", "Connecticut", "Delaware", "Florida"),
    *("Georgia", "Hawaii", "Idaho", "Illinois", "Indiana", "Iowa", "Kansas", "Kentucky", "Louisiana", "Maine"),
    *("Maryland", "Massachusetts", "Michigan", "Minnesota", "Mississippi", "Missouri", "Montana", "Nebraska", "Nevada"),
    *("New Hampshire", "New Jersey", "New Mexico", "New York", "North Carolina", "North Dakota", "Ohio", "Oklahoma"),
    *("Oregon", "Pennsylvania", "Puerto Rico", "Rhode Island", "South Carolina", "South Dakota", "Tennessee", "Texas"),
    *("Utah", "Vermont", "Virginia", "Washington", "West Virginia", "Wisconsin", "Wyoming"),
    *("American", "English", "French", "Medicaid", "Medicare", "Spanish"),
    *(
        "African",
        "Arabic",
        "Army",
        "Asian",
        "Chinese",
        "Christian",
        "Christmas",
        "European",
        "Farsi",
        "German",
        "Greek",
    ),
    *("Hawaiian", "Hebrew", "Indian", "Internet", "Italian", "Japanese", "Korean", "Latin", "Mexican", "Native"),
    *("Navy", "Persian", "Portuguese", "Russian", "Santa", "Claus", "United", "States", "Vietnamese"),
    *("Buddhist", "Catholic", "Jewish", "Methodist", "Presbyterian", "Protestant"),
    *("Android", "Apache", "Cisco", "Drupal", "Hadoop", "Java", "Kubernetes", "Linux", "Lyft", "Microsoft", "Novell"),
    *("Oracle", "Python", "Ruby", "Scrum", "Spark", "Tableau", "Uber", "Unix", "Windows"),
    *("Banbury", "Bessemer", "Bible", "Boston", "Congress", "Ferris", "Fourdrinier", "Irish", "Pullman", "Salesforce"),
    *("Sheetrock", "Sunday", "Swahili", "Swedish", "Swiss", "Victorian", "Xerox", "Zumba"),
    *("Braille", "Jacquard", "Lamaze", "Linotype", "Montessori", "Morse", "Pilates"),
)
STARTS_WITH_A_NAME = re.compile(rf"(?:{'|'.join(PROPER_NAMES)})\b")
ARTICLES = ("a", "an", "the")
# What sounds like one, and not like the y of a unit, a user or a European.
VOWEL = re.compile(r"(?!u(?:ni|ro|se|ti)|eu|one\b)[aeiou]", re.IGNORECASE)
NUMERALS = ("I", "II", "III", "IV")  # of levels and titles
_WORD = re.compile(r"[A-Za-z][A-Za-z']*")
SCHOOL = ", postsecondary"  # how federal lists name those who teach after high school
LINKING = ("of", "the")  # small words inside a name in capitals, as in “Doctor of Pharmacy”


@lru_cache(maxsize=512)
def long_date(day: date) -> str:
    """`Nov 3, 2026`: a day that somebody did something."""
    return f"{day:%b} {day.day}, {day.year}"


def dollars(amount: float | Decimal) -> str:
    """`$61,010`, or `$30.24` where there are cents."""
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


def dollar_range(cost: Range | None) -> str:
    """`$2,880 to $17,800`, `$0`, `At least $1,200`; “Cost not on file” for None."""
    if cost is None:
        return "Cost not on file"
    if cost.high is None:
        return f"At least {dollars(round(cost.low))}"
    if cost.low == cost.high:
        return dollars(round(cost.low))
    return f"{dollars(round(cost.low))} to {dollars(round(cost.high))}"


def lasting(months: float) -> str:
    """`6 months`, `1 year`, `18 months`, `2 years`, `5 years 6 months`: how every time of months is said."""
    months = _rounded(months)
    if months < YEARS_FROM_MONTHS and not _is_years(months):
        return f"{months:g} month{'' if months == 1 else 's'}"
    years, rest = divmod(int(months), MONTHS_A_YEAR)
    return f"{counted(years, 'year')}{f' {lasting(rest)}' if rest else ''}"


def month_range(months: Range | None) -> str:
    """`3 to 18 months`, `1 to 2 years`, `18 months to 5 years 6 months`, `Right away`; “Time not on file” for None."""
    if months is None:
        return "Time not on file"
    if months.high is None:
        return f"At least {lasting(months.low)}" if months.low else "Time not on file"
    low, high = _rounded(months.low), _rounded(months.high)
    if high == 0:
        return "Right away"
    if low == high:
        return lasting(high)
    if _is_years(high) and (_is_years(low) or (low == 0 and high > MONTHS_A_YEAR)):
        return f"{low / MONTHS_A_YEAR:g} to {lasting(high)}"
    if high <= RANGE_OF_MONTHS:
        return f"{low:g} to {high:g} month{'' if high == 1 else 's'}"
    return f"{low:g} to {lasting(high)}" if low == 0 else f"{lasting(low)} to {lasting(high)}"


def _rounded(months: float) -> float:
    return round(months, 1) if months < YEARS_FROM_MONTHS else round(months)


def _is_years(months: float) -> bool:
    return months >= MONTHS_A_YEAR and months % MONTHS_A_YEAR == 0


def amount_words(amount: float | Decimal, unit: str) -> str:
    """`5 years`, `1 year`, `18 months`, `1,040 hours`, `4.5 CEU`."""
    if unit in MONTHS:
        return lasting(float(amount) * MONTHS[unit])
    return f"{float(amount):,g} {unit.removesuffix('s') if amount == 1 else unit}".rstrip()


def every(months: int) -> str:
    """`year`, `5 years`, `18 months`: what follows “every” and “the last”."""
    return lasting(months).removeprefix("1 ") if months in (1, MONTHS_A_YEAR) else lasting(months)


def joined(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`; or `a and b, and c`, where one has an “and” of its own."""
    if len(words) < 2:
        return "".join(words)
    comma = "," if any(f" {last} " in word for word in words) else ""
    return f"{', '.join(words[:-1])}{comma} {last} {words[-1]}"


def joined_first(words: Sequence[str], most: int = 8) -> str:
    """The first of a long list, and how many more there are: `a, b and 12 more`."""
    return joined(words if len(words) <= most + 1 else [*words[:most], f"{len(words) - most} more"])


def counted(count: int, thing: str, things: str = "") -> str:
    """`1 duty`, `4 duties`: give the plural where it is not just an s."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def listed(names: Iterable[str]) -> str:
    """`a, b, c`; or `a, of all kinds; b; c`, where a name has a comma of its own."""
    names = list(names)
    return ("; " if any("," in name for name in names) else ", ").join(names)


def article(noun: str) -> str:
    """`a paralegal`, `an immigration paralegal`, `a urologist`."""
    return f"{'an' if VOWEL.match(noun) else 'a'} {noun}"


def before_a_verb(noun: str) -> str:
    """`cook, fast food,` of `cook, fast food`: what a comma opens, one closes. The last of a list opens nothing."""
    _, comma, tail = noun.rpartition(", ")
    return f"{noun}," if comma and not tail.startswith("and ") else noun


def first_sentence(text: str) -> str:
    """`You do this.` of `You do this. You do not do that.`"""
    lead, stop, _ = text.partition(". ")
    return lead + stop.strip()


def sentence(words: str) -> str:
    """`every 5 years` as `Every 5 years.`; nothing stays nothing."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def inside_sentence(words: str) -> str:
    """`Legal assistant` as `legal assistant`, `A test` as `a test`; abbreviations and names keep their capitals.

    `History teacher, postsecondary`, as federal lists put it, is a `postsecondary history teacher`.
    """
    words = words if _is_name(words) else words[:1].lower() + words[1:]
    return f"postsecondary {words.removesuffix(SCHOOL)}" if words.endswith(SCHOOL) else words


def plain_name(words: str) -> str:
    """`Accounting Associate` as `accounting associate`: a job's name in title case, as it stands in a sentence."""
    return " ".join([_plain_word(word) for word in words.split(" ")])


@lru_cache(maxsize=1024)
def _plain_word(word: str) -> str:
    return _WORD.sub(lambda found: found[0] if _is_own_capital(found[0]) else found[0].lower(), word)


def _is_own_capital(word: str) -> bool:
    """Whether a word of a job's name is an abbreviation, a letter or a name: `CNC`, `C`, `Java`."""
    return len(word) == 1 or word[1:] != word[1:].lower() or word.removesuffix("'s") in PROPER_NAMES


@lru_cache(maxsize=1024)
def _is_name(words: str) -> bool:
    """Whether the capital at the start is the word's own: `NALA`, `X-ray`, `New York`, `Certified Paralegal`."""
    first, *others = words.split() or [""]
    if len(first) == 1 or first.lower() in ARTICLES:
        return False
    if first[:2].isupper() or any(letter.isupper() for letter in first[1:]):
        return True
    if STARTS_WITH_A_NAME.match(words):
        return True
    rest = [word for word in others if word not in LINKING]
    if not rest or rest[0] in PROPER_NAMES or others[0] in ARTICLES:
        return False
    return rest[0] in NUMERALS or (rest[0][:1].isupper() and not rest[0].isupper())
