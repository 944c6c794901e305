"""Who serves readers alone does not carry the admin along."""

from __future__ import annotations

import subprocess
import sys

READ_THEN_EDIT = """
import sys
from config.wsgi import application
from django.test import Client
from django.urls import reverse

def loaded():
    return [name for name in ("sources.admin", "pydantic") if name in sys.modules]

assert Client(headers={"host": "127.0.0.1"}).get("/healthz").status_code == 200
assert reverse("careers:home") == "/"
print("readers", loaded())
assert reverse("admin:roles_role_changelist") == "/admin/roles/role/"
print("editors", loaded())
"""


def test_the_admin_is_loaded_when_one_of_its_addresses_is_asked_for(settings) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ_THEN_EDIT],
        env={
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DATABASE_URL": "sqlite://:memory:",
            "SECRET_KEY": "x" * 50,
            "ENV_FILE": "",
            "PUBLIC_URL": "http://127.0.0.1:8000",
        },
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )
    assert done.stdout.splitlines() == ["readers []", "editors ['sources.admin', 'pydantic']"], done.stderr
