"""The catalogue of words for translators: written from the source, or checked against it.

    python -m tools.messages write [ROOM …]   # make messages
    python -m tools.messages check            # part of make test

Chinese is the source language; a text without translation is shown in Chinese. Every room has a catalogue of its own
(`huying/<room>/locale`), all other words stand in `huying/locale`; a word that another catalogue knows is filled in.
"""

from __future__ import annotations

import gettext
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command
from django.core.management.base import CommandError
from django.core.management.commands import makemessages

ALIASES = ("_t", "_g", "_l")  # what modules call the other form of gettext beside _
ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("en",)


def homes() -> list[Path]:
    """The folders that hold catalogues: the house's own, then the rooms'."""
    return [Path("huying") / "locale", *sorted(p.relative_to(ROOT) for p in ROOT.glob("huying/*/locale"))]


def catalogue(home: Path, language: str) -> Path:
    return home / language / "LC_MESSAGES" / "django.po"


class Extract(makemessages.Command):
    """Django's extraction, which also knows the marker of the flows and never guesses a translation."""

    xgettext_options = [
        *makemessages.Command.xgettext_options,
        "--keyword=N_",
        *(f"--keyword={name}" for name in ALIASES),
    ]
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]


def extract(into: Path) -> None:
    """Copies the source into the folder and brings the catalogues in it up to date."""
    kinds = {".py", ".html", ".txt", ".po"}
    for path in (ROOT / "huying").rglob("*"):
        if path.suffix in kinds and "__pycache__" not in path.parts:
            copy = into / path.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    for home in homes():
        (into / home).mkdir(parents=True, exist_ok=True)
    (into / "huying" / "rule_book.py").write_text("\n".join(rule_book()), encoding="utf-8")
    os.chdir(into)
    from django.test import override_settings

    with override_settings(LOCALE_PATHS=[str(into / home) for home in homes()]):
        call_command(
            Extract(),
            locale=list(LANGUAGES),
            add_location="never",
            no_wrap=True,
            no_obsolete=True,
            verbosity=0,
        )


def rule_book() -> list[str]:
    """The words of the profiles, of the default subject tree and the names of national laws, marked: where they stand, nothing
    marks them."""
    from huying.kernel import fields
    from huying.rules import profiles, registry, voting
    from huying.ui.rule_words import EVENT

    words, events = dict.fromkeys(r.law for r in registry.all_rules() if r.status == "N"), {}
    for found in map(profiles.load, profiles.names()):
        words[found.title] = None
        for setting in found.settings.values():
            listed = [i["label"] for i in setting.value or ()] if setting.kind == "list" else []
            words |= dict.fromkeys([setting.label, setting.law, setting.note, *listed])
            events[setting.starts] = None
    words |= dict.fromkeys(profiles.CHOICES.values())
    for way in voting.ways().values():
        # a rule of the house's own is cited by its title, for want of an article
        cited = [registry.rule(r) for r in (way.rule, way.quorum_rule) if r]
        words |= dict.fromkeys([way.label, way.members, *(r.title for r in cited if not r.article)])
    for line in ("R-OWN-98", "R-OWN-99"):  # lines of a count
        words[registry.rule(line).title] = None
    words |= dict.fromkeys(sorted(fields.shipped()))
    marked = [f"N_({json.dumps(w, ensure_ascii=False)})" for w in words if w]
    return marked + [f'pgettext("{EVENT}", "{name}")' for name in events if name]


def compiled(po: Path, mo: Path) -> None:
    subprocess.run(["msgfmt", "--check-format", "-o", str(mo), str(po)], check=True)


def words(mo: Path) -> dict:
    with mo.open("rb") as file:
        # The header carries the day on which the catalogue was written.
        return {key: text for key, text in gettext.GNUTranslations(file)._catalog.items() if key}


def texts(po: Path) -> str:
    """The catalogue without its header."""
    return po.read_text(encoding="utf-8").partition("\n\n")[2] if po.exists() else ""


def fill(po: Path, known: dict[str, str]) -> None:
    """Gives texts without translation the one that another catalogue knows; plurals and contexts are left alone."""
    blocks = po.read_text(encoding="utf-8").split("\n\n")
    for n, block in enumerate(blocks[1:], 1):
        found = re.search(r'^msgid ("(?:.|\n)*?")\nmsgstr ""\s*\Z', block, re.MULTILINE)
        if found and "msgctxt" not in block and (text := known.get(found[1])):
            blocks[n] = block[: found.start()] + f"msgid {found[1]}\nmsgstr {text}" + block[found.end() :]
    po.write_text("\n\n".join(blocks).rstrip("\n") + "\n", encoding="utf-8")


def translations(po: Path) -> dict[str, str]:
    """{msgid as written: msgstr as written} of the plain entries."""
    found: dict[str, str] = {}
    for block in texts(po).split("\n\n"):
        entry = re.search(r'^msgid ("(?:.|\n)*?")\nmsgstr ("(?:.|\n)*")\s*$', block, re.MULTILINE)
        if entry and "msgctxt" not in block and "msgid_plural" not in block and entry[2] != '""':
            found[entry[1]] = entry[2]
    return found


def write(rooms: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        extract(Path(folder))
        for language in LANGUAGES:
            known: dict[str, str] = {}
            for home in homes():
                known |= translations(ROOT / catalogue(home, language))
            for home in homes():
                if rooms and home.parts[1] not in rooms:
                    continue
                fresh, kept = Path(folder) / catalogue(home, language), ROOT / catalogue(home, language)
                if not fresh.exists():
                    continue
                fill(fresh, known)
                kept.parent.mkdir(parents=True, exist_ok=True)
                if texts(fresh) != texts(kept):
                    shutil.copyfile(fresh, kept)
                compiled(kept, kept.with_suffix(".mo"))
                print(f"{kept.relative_to(ROOT)}: {texts(kept).count('msgid ')} texts")
    return 0


def check() -> int:
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        extract(Path(folder))
        for language in LANGUAGES:
            for home in homes():
                wrong += compared(Path(folder) / catalogue(home, language), ROOT / catalogue(home, language))
    print("\n".join(wrong))
    return 1 if wrong else 0


def compared(fresh: Path, kept: Path) -> list[str]:
    """What is wrong with one catalogue."""
    where = kept.relative_to(ROOT)
    if not fresh.exists() and not kept.exists():
        return []
    if texts(fresh) != texts(kept):
        ours, source = (set(texts(po).split("\n\n")) for po in (kept, fresh))
        wrong = [f"{where}: not in the catalogue:\n{text}" for text in sorted(source - ours)[:10]]
        wrong += [f"{where}: no longer in the source:\n{text}" for text in sorted(ours - source)[:10]]
        return [*wrong, f"{where}: the catalogue is stale; run: make messages"]
    made, mo = fresh.with_suffix(".mo"), kept.with_suffix(".mo")
    compiled(kept, made)
    stale = not mo.exists() or words(mo) != words(made)
    return [f"{where}: the compiled catalogue is stale; run: make messages"] if stale else []


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")
    django.setup()
    here = Path.cwd()
    try:
        if arguments[:1] == ["write"]:
            return write(arguments[1:])
        if arguments == ["check"]:
            return check()
        print("用法： python -m tools.messages write [ROOM …] | check", file=sys.stderr)
        return 2
    except (CommandError, subprocess.CalledProcessError, OSError) as reason:
        print(f"词条没有提取成功：{reason}", file=sys.stderr)
        return 2
    finally:
        os.chdir(here)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
