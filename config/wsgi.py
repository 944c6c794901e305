"""What the server calls for each request."""

import logging
import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

from config.sqlite import sqlite_warning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

if connection.vendor == "sqlite" and (warning := sqlite_warning()):
    logging.getLogger("pathside").warning(warning)
