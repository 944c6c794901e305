"""What the server calls for each request."""

import gc
import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from config.sqlite import sqlite_warning
from config.turns import in_turns

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = in_turns(get_wsgi_application())

if connection.vendor == "sqlite" and (warning := sqlite_warning()):
    logging.getLogger("pathside").warning(warning)

# What is loaded by now stays. To look for waste among it again and again finds none, and so what requests leave behind
# can be looked through twice as often, in less time.
gc.collect()
gc.freeze()
gc.set_threshold(700, 10, 5)
