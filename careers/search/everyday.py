"""Everyday words for what somebody wants to do, and the words that the names of jobs have for it.

Only words that names do not have, or have in another sense, need a line. A line is read so: who types any of these
words may mean the roles with any of those in a name. Several words, as in “old people”, count where they follow each
other, and several to look for where a name has them all. A line in the singular is that of the plural, too; one in
the plural is that of the plural alone: a plant makes steel, and plants grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import product

Phrase = tuple[str, ...]
# What was said, and what names say for it.
Said = tuple[Phrase, tuple[Phrase, ...]]

EVERYDAY = {
    # Health and the body
    "teeth, tooth, fix teeth, clean teeth": "dental, dentist",
    "braces": "orthodontist, dental",
    "eye, eye doctor, glasses": "optometrist, optician, ophthalmologist, ophthalmic",
    "foot, foot doctor, feet": "podiatrist",
    "heart, heart doctor": "cardiologist, cardiovascular",
    "brain, brain doctor": "neurologist, neuropsychologist, neurodiagnostic",
    "bone, bone doctor": "orthopedic, chiropractor, radiologic",
    "blood": "phlebotomist, blood bank",
    "draw blood, drawing blood, blood drawing": "phlebotomist",
    "lung, breathing": "respiratory",
    "ear": "audiologist, hearing aid",
    "lash, lashes, lash tech, lash artist, eyelashes, eyebrows": "skincare, esthetician, cosmetologist",
    "salon, hair salon, beauty salon": "hairdresser, cosmetologist, manicurist",
    "skin, skin doctor": "dermatologist, skincare",
    "baby, newborn, pregnant": "midwife, obstetrician, pediatrician, nanny, childcare",
    "baby doctor": "pediatrician, obstetrician",
    "animal doctor": "veterinarian",
    "healthy food": "dietitian, nutritionist, dietetic",
    "xray, xrays": "x ray",
    "scans": "radiologic, magnetic resonance, sonographer",
    "md": "physician",
    "sick people, patient": "registered nurse, nursing assistant, medical assistant, practical nurse",
    "shrink, feelings": "psychiatrist, psychologist, mental health",
    "pill, medication": "pharmacist, pharmacy",
    "addiction": "substance abuse",
    "dead, dead body, dead people": "mortician, coroner, embalmer, funeral",
    # People
    "kid, child, children, toddler": "childcare, nanny, teacher assistant, preschool teacher, elementary teacher",
    "teen, teenager": "secondary teacher, middle school teacher, guidance counselor, youth",
    "old people, older people, elder, elderly, senior": "home health aide, personal care aide, nursing assistant",
    "disability, special needs": "special education, rehabilitation counselor, personal care aide",
    "take care": "caregiver, care aide, nursing assistant",
    "talk people, people person": "customer service, receptionist, counselor, public relations",
    "help people, help others, help": "human service assistant, social worker, community health worker, counselor",
    # Safety, law and the military
    "cop": "police",
    "murder, crime, criminal, csi, clue": "detective, forensic, criminal investigator",
    "fbi, cia, spy": "criminal investigator, intelligence analyst",
    "gun": "firearms, gunsmith, police, infantry",
    "prison, jail": "correctional",
    "hacker, hacking, hack": "penetration tester, information security",
    "bodyguard": "security guard",
    "airport security": "transportation security",
    "navy, coast guard": "military, sailor, ship",
    "air force": "air crew, command control center, military",
    "soldier, army, marines, combat": "infantry, special forces, military",
    # Vehicles
    "car, auto": "automotive, auto",
    "fix, fixing": "repair, repairer, mechanic",
    "bike": "bicycle",
    "semi, semi truck, big rig": "tractor trailer",
    "plane, jet": "aircraft, airline, pilot",
    "train driver": "locomotive engineer, railroad conductor",
    "train": "railroad, locomotive, rail",
    "uber, lyft": "taxi, chauffeur",
    "amazon, ups, fedex, package": "light truck, delivery, courier",
    # Building, making and cleaning
    "build": "construction, carpenter, builder",
    "make": "maker, developer, designer, producer",
    "house, homes": "house, residential, real estate",
    "flip houses, flipping houses": "real estate, construction",
    "toilet, sink": "plumber",
    "wiring, wire": "electrician",
    "yard, garden, gardening, mow": "landscaping, groundskeeping, lawn",
    "hands": "carpenter, electrician, automotive mechanic, plumber, welder, craft",
    "trash, garbage": "refuse, recyclable",
    "fix things, fix stuff": "maintenance repair",
    "lego": "toy",
    "factory": "production worker, assembler, fabricator",
    # Computers and the internet
    "app": "software, mobile application",
    "website": "web",
    "phone": "telecommunications, cellular",
    "wifi": "network",
    "youtuber, youtube, vlogger, tiktoker, tiktok, tik tok, streamer": "video editor, producer, social media",
    "content creator, influencer": "social media, video editor, producer",
    # Art, music and fashion
    "draw, drawing, sketch, sketching": "artist, illustrator, animator, graphic designer, drafter",
    "anime, manga, cartoon, comic": "animator, illustrator, cartoonist, artist",
    "picture": "photographer",
    "read, reading": "librarian, editor, proofreader",
    "song": "musician, singer, songwriter",
    "rap, rapping": "rapper, musician",
    "famous, celebrity": "actor, musician, model, athlete",
    "clothes, clothing, outfit": "fashion, tailor, apparel",
    # Sports and free time
    "gamer, gaming, esports": "video game, athlete",
    "gym, workout, work out": "exercise, fitness",
    "play sports, pro sports": "athlete, coach",
    "party": "event planner, party",
    # Nature, animals and science
    "outdoors, outside, nature, hiking, camping": "landscaping, park, forester, conservation, game warden, ranger",
    "dog, cat, puppy, kitten, pet": "animal caretaker, animal trainer, veterinary, veterinarian",
    "horse": "animal caretaker, animal trainer, animal breeder, horse",
    "cow, pig, chicken, sheep": "rancher, farm ranch, animal breeder",
    "plants": "botanist, landscaping, nursery, plant scientist, horticulture, floral",
    "tree": "tree, arborist, forester",
    "bug, insect": "entomologist, pest control",
    "ocean, sea, shark, whale, dolphin": "marine biologist, oceanographer, wildlife biologist",
    "star, planet, galaxy": "astronomer, astrophysicist",
    "rocket, nasa, astronaut, spaceship": "aerospace, astronomer, space scientist",
    "weather, storm, tornado, hurricane": "meteorologist, atmospheric",
    "dinosaur, fossil": "paleontologist, geologist, archeologist",
    "volcano, earthquake, rock": "geologist, geoscientist, geological",
    "dna, gene": "geneticist, genetic, molecular",
    # Money and business
    "numbers": "accountant, mathematician, statistician, actuary",
    "make money": "finance, financial, accountant",
    "stocks, crypto": "securities, investment, stock broker",
    "boss": "operations manager, chief executive",
    "politics, politician, mayor, senator": "legislator, political",
    "virtual assistant": "administrative assistant, secretary",
    "work from home, work home, from home, remote, remote work, work remotely": "customer service, online merchant, "
    "telemarketer, data entry, web developer, writer",
    "own business, business owner, entrepreneur, startup": "operations manager, chief executive, merchant",
    "sell online, sell stuff online, sell things online, ebay, etsy": "online merchant",
    "sell, selling": "sales, salesperson",
    "shop, mall, walmart, grocery": "retail, cashier, stocker",
    "cake, cupcake, cookie": "baker, pastry",
    "lunch lady": "cafeteria",
    "mcdonalds, burger": "fast food",
    "starbucks": "barista",
    # Spanish
    "abogada, abogado": "lawyer",
    "bombera, bombero": "firefighter",
    "carpintero": "carpenter",
    "cocinera, cocinero": "cook",
    "contador, contadora": "accountant",
    "dentista": "dentist",
    "electricista": "electrician",
    "enfermera, enfermero": "nurse",
    "jardinero": "landscaping",
    "maestra": "teacher",
    "mecanico": "mechanic",
    "medica, medico": "physician",
    "ninera, ninos": "nanny, childcare",
    "peluquera, peluquero": "hairdresser, barber",
    "plomero": "plumber",
    "policia": "police",
    "secretaria": "secretary",
    "veterinaria, veterinario": "veterinarian, veterinary",
}


def phrases(text: str) -> tuple[Phrase, ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split(","))


# Names have K9 and K-9.
_LETTER_AND_NUMBER = re.compile(r"([a-z])([0-9]+)")
NAMES_FOR = {said: phrases(names) for line, names in EVERYDAY.items() for said in phrases(line)}
LONGEST = max(map(len, NAMES_FOR))


def spans(words: Sequence[str], forms: Callable[[str], Sequence[str]]) -> list[Said]:
    """The words in pieces, the longest first that is known here, each with what names say for it."""
    found: list[Said] = []
    place = 0
    while place < len(words):
        for length in range(min(LONGEST, len(words) - place), 0, -1):
            said = tuple(words[place : place + length])
            names = _names_for(said, forms)
            if names or length == 1:
                found.append((said, names))
                place += length
                break
    return found


def _names_for(said: Phrase, forms: Callable[[str], Sequence[str]]) -> tuple[Phrase, ...]:
    if len(said) == 1 and said not in NAMES_FOR and (letters := _LETTER_AND_NUMBER.fullmatch(said[0])):
        return (letters.groups(),)
    # The plural is the longer form.
    singulars = [[word, *(form for form in forms(word) if len(form) < len(word))] for word in said]
    return next((NAMES_FOR[way] for way in product(*singulars) if way in NAMES_FOR), ())
