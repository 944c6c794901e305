"""How it is told where a fact stands: the pages, and the texts that stand there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Shown:
    """A page, and texts that stand there beside a source of the fact."""

    page: str
    texts: tuple[str, ...]
    within: str = "block"
    sources: tuple[str, ...] = ()
    names: str = ""  # the line begins with names, this one among them


def on(page: str, *texts: str) -> Shown:
    return Shown(page, texts)


def anywhere(page: str, *texts: str) -> Shown:
    return Shown(page, texts, within="page")


def given_by(page: str, issuer: str) -> Shown:
    return anywhere(page, f"given by {issuer}")


def figure(code: str, *texts: str) -> Shown:
    """A table of figures, which cites its source below it."""
    return Shown(f"/figures/{code}/", texts, within="section")


def certification(slug: str) -> str:
    return f"/certifications/{slug}/"


def role(slug: str, state: str = "") -> str:
    return f"/roles/{slug}/?state={state}" if state else f"/roles/{slug}/"


def steps(slug: str, query: str = "") -> str:
    return f"/roles/{slug}/how-to-become/{query}"


Facts = dict[str, Shown | tuple[Shown, ...]]

CP = certification("nala-cp")
CRP = certification("nfpa-crp")
RP = certification("nfpa-rp")
ALP = certification("nals-alp")
CLP = certification("nals-clp")
PP = certification("nals-pp")
AACP = certification("aapi-aacp")
CMA = certification("aama-cma")
RMA = certification("amt-rma")
ASPT_ASSISTANT = certification("aspt-medical-assistant")
ASPT_BLOOD = certification("aspt-phlebotomy")
CCMA = certification("nha-ccma")
DANB = certification("danb-cda")
RDA = certification("amt-rda")
CDA = certification("child-development-associate")
PARAPRO = certification("parapro-assessment")
LEVEL_1 = certification("ny-teaching-assistant-level-1")
LEVEL_2 = certification("ny-teaching-assistant-level-2")
LEVEL_3 = certification("ny-teaching-assistant-level-3")
INITIAL = certification("ny-teaching-assistant-initial")
PROFESSIONAL = certification("ny-teaching-assistant-professional")
PRE_PROFESSIONAL = certification("ny-teaching-assistant-pre-professional")
CONTINUING = certification("ny-teaching-assistant-continuing")
CMOM = certification("pmi-cmom")
CPHT = certification("ptcb-cpht")
AVA = certification("navta-ava")
PA_C = certification("nccpa-pa-c")
CPT = certification("nha-cpt")
CB = certification("aipb-cb")
ARIZONA = certification("az-legal-paraprofessional")
UTAH = certification("ut-licensed-paralegal-practitioner")
OREGON = certification("or-licensed-paralegal")
LLLT = certification("wa-lllt")
WA_CERTIFIED = certification("wa-medical-assistant-certified")
NY_RDA = certification("ny-registered-dental-assistant")

IN_NEW_YORK = role("school-paraprofessional", "NY")
