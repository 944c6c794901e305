"""What the server calls for each request."""

import logging
import os

from django.core.wsgi import get_wsgi_application

from config.sqlite import sqlite_warning

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

if warning := sqlite_warning():
    logging.getLogger("pathside").warning(warning)
