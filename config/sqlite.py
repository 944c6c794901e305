"""Which SQLite Python uses.

SQLite 3.7.0 to 3.51.2 can lose a commit in WAL mode when several connections write and one of them resets the log.
Debian 12 ships 3.40, so the `pysqlite3` wheel, which carries a newer one, stands in wherever it installs.
"""

import sys

SAFE = (3, 51, 3)


def use_safe_sqlite() -> None:
    """Let `import sqlite3` mean the newer SQLite from here on; does nothing where there is none.

    The other one is not even looked at: a process that has both takes a megabyte more.
    """
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def sqlite_warning() -> str:
    """What to say at the start about the SQLite in use; empty where there is nothing to say."""
    from sqlite3 import sqlite_version, sqlite_version_info

    if sqlite_version_info >= SAFE:
        return ""
    safe = ".".join(map(str, SAFE))
    return (
        f"SQLite {sqlite_version} is in use. Before {safe} a change saved at the same moment as another can, rarely, "
        f"be lost. Use a Python with SQLite {safe} or newer, or a platform that pysqlite3 has a wheel for."
    )
