"""How much is tried: a sample, or, with `make test-full`, all of it."""

import os

PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "sample")
IS_FULL = PROFILE == "full"
