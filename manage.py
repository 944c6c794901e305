#!/usr/bin/env python
"""Django's commands for Pathside; a setting that is missing or odd ends in one sentence, not a traceback."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"Pathside cannot start: {error}")
    except KeyboardInterrupt:
        # Where it was stopped tells nothing, while Django is loaded least of all.
        sys.exit("Stopped.")


if __name__ == "__main__":
    main()
