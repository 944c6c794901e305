"""Everything between a fresh clone and a served page: `python -m config.start [--dev | --prepare]`.

Makes the secret key, brings the database and the content up to date, collects the static files, then becomes the
server. All of it is one process and copies of it, because starting Python and Django several times is what takes long.
"""

import fcntl
import gc
import hashlib
import os
import secrets
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db import Error as DatabaseFailure

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
ONE_HEAP = "MALLOC_ARENA_MAX"
# A third of the Django that we load. Its other parts come first when it is imported.
LATE = ("db/models", "forms", "template", "contrib/auth")
# What PostgreSQL calls it when an account may not do something.
MAY_NOT = "42501"


def main(args: list[str]) -> None:
    """Make everything ready, then serve. `--dev` reloads on change, `--prepare` ends before serving."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    make_secret_key()
    # What is made while preparing is needed to the end of it; looking for waste among it took a fifth of the start.
    gc.disable()
    compiling = None if is_compiled() else in_another_process(compile_ahead)

    import django
    from django.core.exceptions import ImproperlyConfigured

    dev, serving = "--dev" in args, "--prepare" not in args
    try:
        django.setup()
        if serving:
            stop_if_port_is_taken(dev=dev)
        # What it takes to load content is gone with the process that did it: the server, and its copies, never had it.
        preparing = in_another_process(prepare)
        collecting = None if dev else in_another_process(collect_static)
        if serving and not dev:
            load_views()
        if collecting and os.waitpid(collecting, 0)[1]:
            sys.exit("Pathside cannot start: the static files could not be collected; the lines above say why.")
        if os.waitpid(preparing, 0)[1]:
            sys.exit(1)  # it has said why
        if compiling:
            os.waitpid(compiling, 0)  # whatever it came to: what is not compiled yet is when it is imported
    except ImproperlyConfigured as error:
        sys.exit(f"Pathside cannot start: {error}")
    gc.enable()
    if serving:
        gc.collect()
        gc.freeze()  # the workers are copies of this process: what they share is not looked through again
        serve(dev=dev)


def make_secret_key() -> None:
    """Write a key into `.env`, once, readable by its owner alone; a key set anywhere else wins."""
    env_file = os.environ.get("ENV_FILE", str(ROOT / ".env"))
    if os.environ.get("SECRET_KEY") or not env_file:
        return
    lines = Path(env_file).read_text().splitlines() if Path(env_file).exists() else []
    if any(line.removeprefix("export ").startswith("SECRET_KEY=") for line in lines):
        return
    lines.append(f"SECRET_KEY={secrets.token_urlsafe(48)}")
    Path(env_file).touch(mode=0o600)
    Path(env_file).chmod(0o600)  # one that was there may have been open to others
    Path(env_file).write_text("\n".join(lines) + "\n")


def stop_if_port_is_taken(*, dev: bool) -> None:
    """Say at once which other port to take; the server would say so only after all is prepared."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port()))
        except OSError:
            sys.exit(f"Port {port()} is taken. Choose another: make {'dev' if dev else 'run'} PORT={port() + 1}")


def in_another_process(work: Callable[[], None]) -> int:
    """The id of a process that does this while we go on: the second core would be idle otherwise."""
    sys.stdout.flush()  # or what still waits to be written is written twice
    if process := os.fork():
        return process
    status = 1
    try:
        work()
        status = 0
    except SystemExit as error:
        print(error, file=sys.stderr)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    os._exit(status)


def is_compiled() -> bool:
    """Whether there is nothing to compile ahead: this is not the first start, or Python shall keep nothing compiled."""
    return sys.dont_write_bytecode or Path(cache_from_source(str(late_parts()[0] / "query.py"))).exists()


def compile_ahead() -> None:
    """Compile modules of Django before their turn to be imported comes, which takes most of the first import."""
    import compileall

    for part in late_parts():
        compileall.compile_dir(part, quiet=2)


def late_parts() -> list[Path]:
    """The folders of Django that are imported last, where compiling ahead helps."""
    import django

    return [Path(django.__file__).parent / part for part in LATE]


def prepare() -> None:
    """Bring the database, what it holds and its search index up to date."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import Error as DatabaseFailure
    from django.db import connection

    from sources.alone import alone_throughout, is_busy

    try:
        with alone_throughout():
            update_database()
            load_content()
            check_search()
    except ImproperlyConfigured as error:
        sys.exit(f"Pathside cannot start: {error}")
    except DatabaseFailure as error:
        if is_busy(error):
            sys.exit("Pathside cannot start: somebody is writing to its database, an import perhaps. Try again later.")
        if connection.vendor != "postgresql" or not is_of_the_server(error):
            raise
        sys.exit(f"Pathside cannot start: the database that DATABASE_URL names cannot be used: {error}")


def is_of_the_server(error: "DatabaseFailure") -> bool:
    """Whether the server is away, busy, too old, or refuses us what we need: nothing that a traceback would explain."""
    from django.db import NotSupportedError, OperationalError
    from django.db.migrations.exceptions import MigrationSchemaMissing

    if isinstance(error, OperationalError | NotSupportedError | MigrationSchemaMissing):
        return True
    return getattr(error.__cause__, "sqlstate", None) == MAY_NOT


def load_views() -> None:
    """Load what answers readers; the admin is loaded when somebody asks for it."""
    from django.urls import get_resolver

    get_resolver().url_patterns  # noqa: B018  to name them is to load them


def update_database() -> None:
    """Make the tables, or bring them up to date."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from config import new_database

    if connection.vendor == "sqlite":
        if (name := str(connection.settings_dict["NAME"])) != ":memory:":
            Path(name).touch(mode=0o600)  # it holds accounts: nobody else on this machine reads it
        if new_database.is_new(connection):
            print("Preparing the database and the pages' files ...", flush=True)
            new_database.create(connection)
            return
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database and the pages' files ...", flush=True)
        call_command("migrate", verbosity=0, interactive=False)


def load_content() -> None:
    """Load the shipped content; what an editor changed stays, and trouble in a file does not keep the site down."""
    from django.core.management import call_command
    from django.core.management.base import CommandError

    from config.health import what_is_missing

    try:
        call_command("load_fixtures")
    except (CommandError, SystemExit) as error:
        if not isinstance(error, SystemExit):
            print(error, file=sys.stderr)
        if what_is_missing():
            sys.exit("Pathside cannot start: the content was not loaded; the lines above say why.")
        print("The content stays as it was; the lines above say why.", file=sys.stderr)


def check_search() -> None:
    """Make the search index anew where it does not fit what is on file: a copy that was put back may lack it."""
    from careers.search import index
    from sources.versioning import changed

    if index.is_stale():
        print("Making the search index anew ...", flush=True)
        index.rebuild()
        changed()  # or browsers keep what was found before


def collect_static() -> None:
    """Put the static files, under hashed names and compressed, where the server finds them; only after a change."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256()
    for code in ("config/storage.py", "careers/assets.py"):
        digest.update((ROOT / code).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    stamp.parent.mkdir(exist_ok=True)
    with stamp.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # whoever starts at the same time waits, and finds it done
        file.seek(0)
        if file.read() != digest.hexdigest():
            file.truncate(0)
            call_command("collectstatic", verbosity=0, interactive=False)
            file.write(digest.hexdigest())


def serve(*, dev: bool) -> None:
    """Say where the site is, then become the server."""
    from django.conf import settings
    from django.contrib.auth import get_user_model

    address = f"http://{HOST}:{port()}"
    print(f"\n{settings.SITE_NAME} is at {address}/  (Ctrl-C stops it)")
    if not get_user_model()._default_manager.filter(is_superuser=True).exists():
        print(f"To edit at {address}/admin/, make an account first, in a second terminal: make admin")
    print(flush=True)
    if dev:
        command = [sys.executable, "manage.py", "runserver", f"{HOST}:{port()}"]
        # Every word of the command is ours; no shell reads it.
        os.execv(sys.executable, command)  # noqa: S606
    serve_for_readers()


def serve_for_readers() -> None:
    """Serve until told to stop, from as many processes as there are cores.

    They are copies of this one, with the site loaded already, where the system can copy a process.
    """
    from django.db import connections
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    connections.close_all()  # none may be used by two processes
    Granian(
        "config.wsgi:application",
        address=HOST,
        port=port(),
        interface=Interfaces.WSGI,
        workers=min(4, os.cpu_count() or 1),
        blocking_threads=4,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve(target_loader=load_site, wrap_loader=False)


def load_site() -> Callable[..., object]:
    """The site, loaded in a worker."""
    # The first process alone hears Ctrl-C, and tells the workers. One that is told twice hangs until it is killed,
    # and so does one that is told before it serves, unless the signal means then what it means to any process.
    os.setpgrp()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

    from config.wsgi import application

    return application


def use_one_heap() -> None:
    """Have one heap for all threads: each of its own would keep some megabytes that nobody uses.

    Python runs one thread at a time anyway. The C library of Linux reads this when a process starts, so this one
    starts anew before it has loaded much.
    """
    if sys.platform == "linux" and ONE_HEAP not in os.environ:
        os.environ[ONE_HEAP] = "1"
        # The very command that was given, which no shell reads.
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def port() -> int:
    """Where it serves."""
    return int(os.environ.get("PORT", "8000"))


if __name__ == "__main__":
    if "--prepare" not in sys.argv:
        use_one_heap()
    main(sys.argv[1:])
