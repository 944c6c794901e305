from django.urls import path, register_converter

from careers import addresses
from careers.views import (
    browse,
    certifications,
    comparisons,
    credentialcomparisons,
    figures,
    home,
    moves,
    pathlist,
    paths,
    picker,
    planner,
    roles,
    sources,
    states,
    subjects,
    suggestions,
    theme,
    waysin,
)

register_converter(addresses.SeveralConverter, "several")
register_converter(addresses.AnySlugConverter, "anyslug")
register_converter(addresses.OccupationCodeConverter, "occupation")

app_name = "careers"
urlpatterns = [
    path("", home.home, name="home"),
    # Roles
    path("roles/", browse.browse, name="roles"),
    path("roles/<occupation:code>/", roles.role_by_code, name="role-by-code"),
    path("roles/<anyslug:slug>/", roles.role, name="role"),
    path("roles/<anyslug:slug>/how-to-become/", paths.how_to_become, name="how-to-become"),
    # What somebody can become
    path("paths/", pathlist.paths, name="paths"),
    path("paths/compare/", picker.picker, {"subject": subjects.PATHS}, name="path-picker"),
    path("paths/compare/<several:slugs>/", waysin.compare_paths, name="compare-paths"),
    path("move/", moves.choose, name="move-picker"),
    path("move/<anyslug:start>/<anyslug:goal>/", moves.move, name="move"),
    # From what one has to a role
    path("plan/", planner.planner, name="plan"),
    path("roles/<anyslug:slug>/how-to-become/compare/", waysin.compare_ways, name="compare-ways"),
    # Side by side
    path("compare/", picker.picker, name="compare-picker"),
    path("compare/<several:slugs>/", comparisons.compare, name="compare"),
    # What a field offers while somebody types
    path("suggest/", suggestions.suggest, name="suggest"),
    # Certifications and licenses
    path("certifications/", certifications.certifications, name="certifications"),
    path("certifications/compare/", picker.picker, {"subject": subjects.CERTIFICATIONS}, name="certification-picker"),
    path(
        "certifications/compare/<several:slugs>/",
        credentialcomparisons.compare_certifications,
        name="compare-certifications",
    ),
    path("certifications/<anyslug:slug>/", certifications.certification, name="certification"),
    # What differs by state
    path("states/", states.states, name="states"),
    path("states/<anyslug:code>/", states.state, name="state"),
    path("states/<anyslug:start>/to/<anyslug:goal>/", states.move, name="state-move"),
    # Who says so
    path("sources/", sources.sources, name="sources"),
    path("sources/<anyslug:slug>/", sources.source, name="source"),
    path("how-we-check/", sources.how_we_check, name="how-we-check"),
    path("figures/", figures.all_figures, name="all-figures"),
    path("figures/<occupation:code>/", figures.figures, name="figures"),
    # The reader's choice of theme
    path("theme/", theme.choose_theme, name="theme"),
]
