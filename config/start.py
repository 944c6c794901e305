"""Everything between a fresh clone and a served page: `python -m config.start [--dev | --prepare]`.

Makes the secret key, brings the database and the content up to date, collects the static files, then becomes the
server. One process does it all, because starting Python and Django several times is what takes long.
"""

import hashlib
import os
import secrets
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"


def main(args: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    make_secret_key()

    import django
    from django.core.exceptions import ImproperlyConfigured

    dev, serving = "--dev" in args, "--prepare" not in args
    try:
        django.setup()
        if serving:
            stop_if_port_is_taken(dev=dev)
        with ThreadPoolExecutor(max_workers=1) as beside:
            # Compressing keeps one core busy for as long as the database keeps the other.
            static_files = None if dev else beside.submit(collect_static)
            update_database()
            load_content()
            if static_files:
                static_files.result()
    except ImproperlyConfigured as error:
        sys.exit(f"Pathside cannot start: {error}")
    if serving:
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
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port()))
        except OSError:
            sys.exit(f"Port {port()} is taken. Choose another: make {'dev' if dev else 'run'} PORT={port() + 1}")


def update_database() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    if (name := str(connection.settings_dict["NAME"])) != ":memory:":
        Path(name).touch(mode=0o600)  # it holds accounts: nobody else on this machine reads it
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


def collect_static() -> None:
    """Put the static files, under hashed names and compressed, where the server finds them; only after a change."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    # How they are made counts too: which are joined, and into what.
    digest = hashlib.sha256(b"".join((ROOT / code).read_bytes() for code in ("config/storage.py", "careers/assets.py")))
    for finder in get_finders():
        for name, storage in finder.list([]):
            stat = Path(storage.path(name)).stat()
            digest.update(f"{name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False)
        stamp.write_text(digest.hexdigest())


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
        command = f"manage.py runserver {HOST}:{port()}"
    else:
        # A worker that will not stop, because it was asked before it had started, is stopped after 5 seconds.
        command = (
            f"-m granian --interface wsgi --host {HOST} --port {port()} --workers {min(4, os.cpu_count() or 1)}"
            " --blocking-threads 4 --respawn-failed-workers --workers-kill-timeout 5 --log-level warning"
            " config.wsgi:application"
        )
    os.execv(sys.executable, [sys.executable, *command.split()])  # noqa: S606 - the command is ours


def port() -> int:
    return int(os.environ.get("PORT", "8000"))


if __name__ == "__main__":
    main(sys.argv[1:])
