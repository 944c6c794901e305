"""Words for who does something, from the word for what is done: a photographer does photography."""

from __future__ import annotations

# How words for what is done end, and what a word for who does it has in place of that. Most of what this makes is no
# word at all: that finds nothing, and costs little.
_ENDINGS = {
    "": "er r or yer ist ian",  # teach, drive, act, law, art, music
    "ce": "tist",  # science
    "ics": "ist icist ician",  # economics, physics, politics
    "ing": "- e er or ant",  # cooking, nursing, painting, acting, accounting
    "ion": "or",  # translation
    "ism": "ist",  # journalism
    "ity": "ian",  # electricity
    "ment": "r",  # management
    "ry": "- er",  # dentistry, carpentry
    "s": "ian",  # mathematics
    "ure": "-",  # architecture
    "y": "er ist ian",  # photography, biology, history
}
ENDINGS = {ending: tuple(other.replace("-", "") for other in others.split()) for ending, others in _ENDINGS.items()}
# So words end that can hardly mean anything but what somebody does or studies: accounting, music, psychology.
_FIELDS = ("ing", "ic", "ism", "ure", "y")
# Shorter words begin too many others.
SHORTEST = 3
VOWELS = "aeiou"


def is_field(word: str) -> bool:
    """Whether a word is one for what is done or studied, by its ending."""
    return word.endswith(_FIELDS)


def doers(word: str) -> set[str]:
    """The words that may say who does it."""
    if not word.isalpha():
        return set()
    found = {
        stem + other
        for ending, others in ENDINGS.items()
        if word.endswith(ending) and len(stem := word.removesuffix(ending) if ending else word) >= SHORTEST
        for other in others
    }
    # A letter is said twice between a short vowel and the ending: who programs is a programmer, as in programming.
    stem = word.removesuffix("ing")
    if len(stem) > SHORTEST and stem != word and stem[-1] == stem[-2]:
        found.add(stem[:-1])
    elif len(word) >= SHORTEST and word[-2] in VOWELS and word[-1] not in VOWELS and word[-3] not in VOWELS:
        found.add(f"{word}{word[-1]}er")
    return found
