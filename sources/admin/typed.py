"""Lets the admin's classes be written with their types, as in `ModelAdmin[Role]`: imported before any of them.

Nothing else needs it, and it loads much of Django that no reader's page does.
"""

import django_stubs_ext

django_stubs_ext.monkeypatch()
