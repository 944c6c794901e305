"""Our own settings and middleware, with the floor's pages in place of ours."""

# All of them, whatever their names are.
from config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.floor_site"
