"""Django's PostgreSQL, held to what we need of it.

Django finds the engine that settings name by this file's name.
"""

from django.db import NotSupportedError
from django.db.backends.postgresql import base

# What is so on our connections, unless the address says other: whoever waits for a lock gives up as with SQLite; rows
# here and there cost little more than rows in a row, as all that we have fits into memory; dates come as psycopg reads
# them, whatever is usual on that server.
USUAL = {"lock_timeout": "5s", "random_page_cost": "1.1", "DateStyle": "ISO"}


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
        """Say what is usual here once connected: whoever says so while connecting is turned away by PgBouncer."""
        super().init_connection_state()
        asked = self.settings_dict["OPTIONS"].get("options", "").lower()
        usual = {name: value for name, value in USUAL.items() if name.lower() not in asked}
        if usual:
            calls = ", ".join(["set_config(%s, %s, FALSE)"] * len(usual))
            with self.wrap_database_errors:
                self.connection.execute(f"SELECT {calls}", [word for each in usual.items() for word in each])
