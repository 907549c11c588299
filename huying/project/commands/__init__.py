"""`huying COMMAND …`: one module a command, loaded when it is asked for; every other word is one of Django's commands.

A module has HELP, `add_arguments(parser)`, `run(args) -> int` and, where it needs no database, DJANGO = False.
"""

import os
import sys
from importlib import import_module
from importlib.util import find_spec

from .console import Parser, Unusable, complain

MODULES = {
    "demo": "demo", "up": "up", "work": "work", "import": "imports", "ledger": "ledger", "backup": "backup",
    "restore": "restore", "upgrade": "upgrade", "doctor": "doctor", "map": "map", "admin": "admin",
    "calendar": "calendar", "new": "new", "bench": "bench", "triage": "triage", "ballot": "ballot", "hall": "hall",
}  # fmt: skip


def main(argv: list[str]) -> int:
    """Run one command; 0 done, 1 checked and wrong, 2 unusable. Never a traceback (HUYING_DEBUG=1 shows it)."""
    if not argv:
        return complain("请写明命令；huying --help 列出全部命令。")
    name, rest = argv[0], argv[1:]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huying.project.settings")
    try:
        return _ours(name, rest) if name in MODULES else _django(name, argv)
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 2 if leaving.code else 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("HUYING_DEBUG") in ("1", "true", "yes"):
            raise
        return complain(_sentence(error))


def _ours(name: str, rest: list[str]) -> int:
    full = f"{__name__}.{MODULES[name]}"
    if find_spec(full) is None:
        raise Unusable(f"这个版本还没有命令“{name}”。")
    module = import_module(full)
    parser = Parser(prog=f"huying {name}", description=module.HELP, add_help=False)
    parser.add_argument("-h", "--help", action="help", help="显示这段说明")
    module.add_arguments(parser)
    args = parser.parse_args(rest)
    if getattr(module, "DJANGO", True):
        _set_up()
    return module.run(args) or 0


def _django(name: str, argv: list[str]) -> int:
    from django.core.management import ManagementUtility, get_commands

    _set_up()
    if name not in get_commands() and name not in ("help", "version", "--version"):
        raise Unusable(f"没有名为“{name}”的命令；huying --help 列出全部命令。")
    ManagementUtility(["huying", *argv]).execute()
    return 0


def _set_up() -> None:
    import django

    django.setup()


def _sentence(error: Exception) -> str:
    """One line in Chinese for whatever went wrong."""
    if isinstance(error, Unusable):
        return str(error)
    from django.apps import apps
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management.base import CommandError, SystemCheckError
    from django.db import DatabaseError

    if apps.ready:
        from huying.kernel.process import Refused

        if isinstance(error, Refused):
            return str(error)
    if isinstance(error, SystemCheckError):
        return f"检查没有通过：{error}"
    text = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, DatabaseError):
        if "no such table" in text or ("relation" in text and "does not exist" in text):
            return f"数据库还没有建好（{text}）。请先运行：huying migrate"
        return f"数据库不可用：{text}"
    if isinstance(error, ImproperlyConfigured):
        return f"设置有误：{text}"
    if isinstance(error, CommandError):
        return text
    if isinstance(error, OSError):
        return f"文件或网络出错：{text}"
    return f"出错了：{type(error).__name__}：{text}（HUYING_DEBUG=1 显示细节）"
