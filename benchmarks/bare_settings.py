"""Our own settings and middleware, with the floor's pages in place of ours, and nothing that keeps answers."""

# All of them, whatever their names are.
from config.settings import *  # noqa: F403
from config.settings import MIDDLEWARE as OURS

ROOT_URLCONF = "benchmarks.floor_site"
MIDDLEWARE = [name for name in OURS if name != "config.caching.same_link_again"]
