"""Django's PostgreSQL, on which nobody waits for somebody else's lock longer than with SQLite.

Django finds the engine that settings name by this file's name.
"""

from django.db.backends.postgresql import base

PATIENCE = "5s"


class DatabaseWrapper(base.DatabaseWrapper):
    def init_connection_state(self) -> None:
        """Say how long we wait once connected: whoever asks for it while connecting is turned away by PgBouncer."""
        super().init_connection_state()
        if "lock_timeout" not in self.settings_dict["OPTIONS"].get("options", ""):
            with self.wrap_database_errors:
                self.connection.execute("SELECT set_config('lock_timeout', %s, FALSE)", [PATIENCE])
