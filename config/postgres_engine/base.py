"""Django's PostgreSQL, held to what we need of it: UTF8, and nobody waits for a lock longer than with SQLite.

Django finds the engine that settings name by this file's name.
"""

from django.db import NotSupportedError
from django.db.backends.postgresql import base

PATIENCE = "5s"


class DatabaseWrapper(base.DatabaseWrapper):
    def check_database_version_supported(self) -> None:
        """Refuse, at a process's first connection, what is too old, and what cannot hold all letters."""
        super().check_database_version_supported()
        kept_as = self.connection.info.parameter_status("server_encoding")
        if kept_as and kept_as != "UTF8":
            raise NotSupportedError(
                f"it keeps text as {kept_as}, not as UTF8. Make one that does: "
                "createdb --encoding=UTF8 --locale=C.UTF-8 --template=template0 NAME"
            )

    def init_connection_state(self) -> None:
        """Say how long we wait once connected: whoever asks for it while connecting is turned away by PgBouncer."""
        super().init_connection_state()
        if "lock_timeout" not in self.settings_dict["OPTIONS"].get("options", ""):
            with self.wrap_database_errors:
                self.connection.execute("SELECT set_config('lock_timeout', %s, FALSE)", [PATIENCE])
