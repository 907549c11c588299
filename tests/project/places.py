"""Installations of their own, beside the test's database: empty ones, copies, one with rows; `huying` typed in them.

A place is entered by swapping this process's connection and settings, so a story of ten commands starts no process; what
only a process of its own can prove asks for one (`process`).
"""

import io
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection, connections
from django.test import override_settings

from huying.__main__ import main
from huying.project import keys

ROOT = Path(__file__).resolve().parents[2]


class Place:
    """An installation: its folder and its database (a file's path, or a name on the test's server)."""

    def __init__(self, home: Path, database: str):
        self.home, self.database = home, database

    @contextmanager
    def entered(self):
        """Inside, the database, the folders and the keys are this place's; the keys are read from its disk anew."""
        ours, theirs = connections["default"], connections["default"].copy()
        theirs.settings_dict["NAME"] = self.database
        connections["default"] = theirs
        own = {
            "SECRET_KEY": keys.own(self.home, "secret.key", keys.random_secret),
            "FIELD_KEYS": keys.own(self.home, "field.keys", keys.random_field_key).split(),
        }
        folders = {"HOME": self.home, "MEDIA_ROOT": self.home / "files", "STATIC_ROOT": self.home / "static"}
        try:
            with override_settings(MIGRATION_MODULES={}, **own, **folders):
                _forget()
                yield self
        finally:
            theirs.close()
            connections["default"] = ours
            _forget()

    def __call__(self, *words, code: int = 0):
        """`huying` with these words; (out, err). The code is what it should end with, and there is no traceback."""
        out, err = io.StringIO(), io.StringIO()
        with self.entered(), redirect_stdout(out), redirect_stderr(err):
            ended = main([str(word) for word in words])
        return self._judged(ended, code, SimpleNamespace(stdout=out.getvalue(), stderr=err.getvalue()))

    def process(self, *words, code: int = 0, module="huying", **env):
        """The same (or another module) in a process of its own."""
        command = [sys.executable, "-m", module, *map(str, words)]
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        return self._judged(done.returncode, code, done)

    @staticmethod
    def _judged(ended, code, said):
        whole = f"{said.stdout}\n{said.stderr}"
        assert ended == code, whole
        assert "Traceback" not in whole
        return said

    @property
    def env(self) -> dict:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("HUYING_")}
        url, s = f"sqlite:///{self.database}", connection.settings_dict
        if connection.vendor == "postgresql":
            url = f"postgresql://{s['USER']}:{quote(s['PASSWORD'])}@{s['HOST']}:{s['PORT']}/{self.database}"
        return {
            **clean, "HUYING_HOME": str(self.home), "DATABASE_URL": url, "HUYING_SQLITE_SYNCHRONOUS": "OFF",
        }  # fmt: skip


@contextmanager
def without_toys():
    """Tables made in here are those of the product: toys of other tests stand under the kernel's label."""
    models = apps.all_models["kernel"]
    toys = {name: model for name, model in models.items() if model.__module__.startswith("tests.")}
    for name in toys:
        del models[name]
    apps.clear_cache()
    try:
        yield
    finally:
        models.update(toys)
        apps.clear_cache()


def _forget() -> None:
    """What this process knows of the database it leaves."""
    cache.clear()
    ContentType.objects.clear_cache()


@contextmanager
def maker(folder: Path):
    """Yields `make(name, like=None)`: an empty place, or a copy of one that nobody works in; gone at the end."""
    made: list[str] = []

    def make(name: str, like: Place | None = None) -> Place:
        home = folder / name
        if like is not None:
            shutil.copytree(like.home, home)
        if connection.vendor == "sqlite":
            file = folder / f"{name}.sqlite3"
            if like is not None:
                with (
                    closing(sqlite3.connect(like.database)) as source,
                    closing(sqlite3.connect(file)) as copy,
                ):
                    source.backup(copy)
            return Place(home, str(file))
        database = f"commands_{name}"
        template = f" TEMPLATE {like.database}" if like is not None else ""
        _sql(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)", f"CREATE DATABASE {database}{template}")
        made.append(database)
        return Place(home, database)

    try:
        yield make
    finally:
        _sql(*(f"DROP DATABASE {name} WITH (FORCE)" for name in made))


def _sql(*statements):
    outside = connection.copy()
    try:
        for statement in statements:
            with outside.cursor() as cursor:
                cursor.execute(statement)
    finally:
        outside.close()
