"""huying map [--write]"""

from .console import say

HELP = "列出全部流程：每一步、谁、期限、依据、后果"


def add_arguments(parser) -> None:
    parser.add_argument("--write", action="store_true", help="写到 docs/map.md，而不是屏幕")


def run(args) -> int:
    from huying.project import map as house_map

    text = house_map.text()
    if not args.write:
        say(text)
        return 0
    house_map.PATH.parent.mkdir(exist_ok=True)
    house_map.PATH.write_text(text, encoding="utf-8")
    say(f"已写入 {house_map.PATH}")
    return 0
