"""How roles, what they are made of, and statistical codes stand in content files."""

from __future__ import annotations

from roles.models import (
    Duty,
    Field,
    MajorGroup,
    Occupation,
    Outlook,
    Pay,
    Program,
    Role,
    RoleCode,
    RoleConfusion,
    RoleDuty,
    RoleInterest,
    RoleSchooling,
    RoleSkill,
    RoleTitle,
    RoleTool,
    RoleTrait,
    Skill,
    SurveyShare,
    Topic,
    Trait,
)
from sources.shapes import Layout, Shape

VOCABULARY = Layout(
    "vocabulary.yaml",
    Shape(
        parts={
            "fields": Shape(Field, parts={"major_groups": Shape(MajorGroup, owner="field")}),
            "traits": Shape(Trait),
            "topics": Shape(Topic, parts={"duties": Shape(Duty, owner="topic")}),
            "skills": Shape(Skill),
        }
    ),
    added="vocabulary.yaml",
)
OCCUPATIONS = Layout(
    "occupations/*.yaml",
    Shape(
        Occupation,
        parts={
            "pay": Shape(Pay, owner="occupation"),
            "outlooks": Shape(Outlook, owner="occupation"),
            "shares": Shape(SurveyShare, owner="occupation"),
        },
    ),
    added="occupations/{ref}.yaml",
)
PROGRAMS = Layout("programs.yaml", Shape(parts={"programs": Shape(Program)}), added="programs.yaml")
ROLES = Layout(
    "roles/*.yaml",
    Shape(
        Role,
        parts={
            "codes": Shape(RoleCode, owner="role"),
            "titles": Shape(RoleTitle, owner="role"),
            "confusions": Shape(RoleConfusion, owner="role"),
            "traits": Shape(RoleTrait, owner="role"),
            "duties": Shape(RoleDuty, owner="role"),
            "skills": Shape(RoleSkill, owner="role"),
            "schooling": Shape(RoleSchooling, owner="role"),
            "pay": Shape(Pay, owner="role"),
            "interests": Shape(RoleInterest, owner="role"),
            "tools": Shape(RoleTool, owner="role"),
        },
    ),
    added="roles/{ref}.yaml",
)
LAYOUTS = (VOCABULARY, OCCUPATIONS, PROGRAMS, ROLES)
