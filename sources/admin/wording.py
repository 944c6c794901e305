"""The rules of writing, each beside the field it is for and with one good example.

They stand here and not on the models: a better sentence for an editor is no change of the tables.
"""

from __future__ import annotations

from collections.abc import Mapping

# For each model and field. What a model says of a field itself is for whoever reads the code too.
RULES: Mapping[str, str] = {
    "sources.source.title": "As the page names itself: “Paralegals and Legal Assistants”.",
    "sources.source.publisher": "Who stands behind it, in full: “U.S. Bureau of Labor Statistics”.",
    "sources.source.note": (
        "What a reader should know about it, in our own words: “A survey of its own members; others were not asked.”"
    ),
    "roles.field.workplace": "Where one works, in two words: “Law office”.",
    "roles.role.title": "Sentence case, as people say it: “Legal assistant”.",
    "roles.role.summary": (
        "Two sentences to the reader, under 20 words each: what you do, then the limit. "
        "“You do legal work with a lawyer watching over it. You may not give legal advice.”"
    ),
    "roles.roletitle.title": "Another name for the same job, as ads spell it: “Legal secretary”.",
    "roles.roleconfusion.text": (
        "A whole sentence that says who says so: “NALA, a national paralegal group, uses both names for one job.”"
    ),
    "roles.roletrait.code": "Roles with the same code have the same answer, however it is worded: “lawyer”.",
    "roles.roletrait.text": "The answer first, in a few plain words: “A lawyer, who signs for your work”.",
    "roles.roletrait.context": "One gray line under the answer: “In small offices, the office manager too”.",
    "roles.roleschooling.text": "The word that carries the meaning: “Most common”, “Rarely asked”.",
    "roles.roleduty.text": (
        "This role’s own wording. Starts with a verb, one act, no “assist with”: “Write down what witnesses say”."
    ),
    "roles.topic.title": "What duties are about, as one plain noun: “Witnesses”.",
    "roles.duty.title": "One act that several roles can share. Starts with a verb: “Interview witnesses”.",
    "roles.skill.title": "A noun that people know: “Active listening”.",
    "roles.skill.description": "One sentence on what it looks like at work: “You let people finish, and you ask back.”",
    "roles.roletool.title": "The name that people use: “Spreadsheet software”.",
    "certifications.certification.lets_you": (
        "To the reader, and no more than it gives: “You may call yourself a Certified Paralegal. It is not a license.”"
    ),
    "certifications.certification.holders_keep": "“You keep the title as long as you renew it.”",
    "certifications.certificationfact.text": (
        "A whole sentence with numerals, and what it varies by: “The exam costs $300 for members and $325 for others.”"
    ),
    "certifications.renewal.what": "Starts with a verb: “Take 50 hours of classes, 5 of them in ethics”.",
    "certifications.staterule.text": (
        "Lead with the answer. Sentences under 20 words, and the law in plain words: "
        "“You need no license. A lawyer must review your work.”"
    ),
    "careers.milestone.title": "What one holds then: “Associate degree in paralegal studies”.",
    "careers.milestone.step_title": "Starts with a verb and fits one line: “Earn an associate degree”.",
    "careers.milestone.text": "One or two sentences to the reader: “Most colleges let you study in the evening.”",
    "careers.route.title": "The name on the card, in a few words: “Associate degree”.",
    "careers.route.text": "One or two sentences to the reader: “You study for two years. Credits may count later.”",
    "careers.rolerecommendation.text": "Why it helps, to the reader: “Some offices start you at a higher grade.”",
}
# For every fact.
OF_FACTS: Mapping[str, str] = {
    "why": "Why this value is used, or why it is not: “The survey is newer than the union’s page.”",
    "as_of_words": "As the source gives it: “May 2025” or “about 2006”.",
    "note": "For other editors. Readers do not see it: “Ask the board again in spring.”",
}


def rule_for(model: str, field: str, *, of_a_fact: bool) -> str | None:
    """What to tell somebody who writes into this field; None where the field says enough itself."""
    return RULES.get(f"{model}.{field}") or (OF_FACTS.get(field) if of_a_fact else None)
