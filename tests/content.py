"""A small whole world of content files, for tests to change and break."""

from pathlib import Path

FILES = {
    "places.yaml": """\
places:
- {code: US, name: United States, kind: country}
- {code: US-CA, name: California, parent: US, kind: state}
- {code: US-NY, name: New York, parent: US, kind: state}
""",
    "sources/press.yaml": """\
sources:
- slug: the-times
  title: The Times
  publisher: The Times
  kind: press
  undated: true
  checked_on: 2026-01-01
  review_by: 2027-01-01
- slug: the-post
  title: The Post
  publisher: The Post
  kind: press
  published_on: 2025-05-01
  checked_on: 2026-01-01
  review_by: 2027-01-01
""",
    "vocabulary.yaml": """\
fields:
- slug: law
  title: Law
  workplace: Law office
  major_groups:
  - {code: "23", title: Legal occupations}
traits:
- {slug: main-job, title: Your main job}
topics:
- slug: witnesses
  title: Witnesses
  duties:
  - {slug: interview-witnesses, title: Interview witnesses}
  - {slug: book-rooms, title: Book rooms}
skills:
- {slug: typing, title: Typing, kind: technical}
""",
    "occupations/onet-23-2011.00.yaml": """\
system: onet
code: 23-2011.00
title: Paralegals and Legal Assistants
pay:
- {p50: 60000, p50_cell: published, source: the-post}
""",
    "roles/paralegal.yaml": """\
slug: paralegal
title: Paralegal
summary: You do legal work.
field: law
status: published
codes:
- {occupation: "onet:23-2011.00", use: title, primary: true}
titles:
- {title: Legal analyst, source: the-times}
traits:
- {trait: main-job, code: legal-work, text: Does legal work, source: the-times}
duties:
- {text: Talk to witnesses, duties: [interview-witnesses], source: the-times, also_sources: [the-post]}
- {text: Sort the mail, source: the-times}
skills:
- {skill: typing, importance: 62.5, source: the-times}
""",
    "roles/legal-assistant.yaml": """\
slug: legal-assistant
title: Legal assistant
summary: You keep a law office going.
field: law
""",
    "issuers.yaml": """\
issuers:
- {slug: nala, title: NALA}
""",
    "certifications/cp.yaml": """\
slug: cp
title: Certified Paralegal
abbreviation: CP
issuer: nala
kind: certification
not_the_same_as: [rp]
facts:
- {topic: fee, min: 350, unit: USD, text: The exam costs $350., source: the-times}
""",
    "certifications/rp.yaml": """\
slug: rp
title: Registered Paralegal
issuer: nala
kind: certification
not_the_same_as: [cp]
""",
    "rules/paralegal.yaml": """\
role: paralegal
rules:
- {topic: education, answer: required, text: School is needed., source: the-times, place: US-CA}
""",
    "milestones/law.yaml": """\
milestones:
- slug: diploma
  title: High school diploma
  step_title: Finish high school
  kind: education
  routes:
  - {slug: high-school, title: High school, strength: employers, source: the-times, months_min: 48, months_max: 48}
- slug: paralegal
  title: Paralegal
  step_title: Work as a paralegal
  kind: role
  role: paralegal
  routes:
  - slug: hired
    title: Hired
    strength: employers
    source: the-times
    needs:
    - {milestone: diploma}
    costs:
    - {min: 0, max: 7.5, basis: fee, source: the-times}
recommendations:
- {role: paralegal, milestone: diploma, source: the-times}
""",
}


class Content:
    """A folder of content files."""

    def __init__(self, folder: Path, files: dict[str, str] = FILES) -> None:
        self.folder = folder
        for name, text in files.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Replace the one place that says `old`."""
        text = self.read(name)
        assert text.count(old) == 1, f"{name} says {old!r} {text.count(old)} times"
        self.write(name, text.replace(old, new))

    def add(self, name: str, text: str) -> None:
        self.write(name, self.read(name) + text)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()
