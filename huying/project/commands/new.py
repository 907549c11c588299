"""huying new ROOM"""

import keyword
from pathlib import Path

from .console import Unusable, say

HELP = "新建一个房间：八个文件和一个先红后绿的故事"
DJANGO = False
TEMPLATES = Path(__file__).with_name("room")
FILES = {
    "__init__": "huying/{room}/__init__.py",
    "migrations": "huying/{room}/migrations/__init__.py",
    "apps": "huying/{room}/apps.py",
    "flow": "huying/{room}/flow.py",
    "models": "huying/{room}/models.py",
    "queries": "huying/{room}/queries.py",
    "operations": "huying/{room}/operations.py",
    "forms": "huying/{room}/forms.py",
    "urls": "huying/{room}/urls.py",
    "story": "tests/{room}/test_story.py",
}
NEXT = """接着做（见 docs 里的 CONTRIBUTING）：
  1 在 huying/{room}/flow.py 里和科室一起写流程表
  2 huying/project/rooms.py 里登记 "{room}"，pyproject.toml 的楼层里放上它
  3 huying makemigrations {room}
  4 让 tests/{room}/test_story.py 由红变绿，然后 make map"""


def add_arguments(parser) -> None:
    parser.add_argument("room", metavar="房间", help="英文复数名词，如 hearings")
    parser.add_argument("--into", default=".", metavar="文件夹", help="代码所在的文件夹")


def run(args) -> int:
    room, root = args.room, Path(args.into)
    if not (room.isascii() and room.isidentifier() and room.islower()) or keyword.iskeyword(room):
        raise Unusable("房间的名字用小写英文，如 hearings")
    if not (root / "huying").is_dir():
        raise Unusable(f"{root.resolve()} 里没有 huying；请在代码的文件夹里运行，或用 --into 指明")
    if (root / "huying" / room).exists():
        raise Unusable(f"huying/{room} 已经有了")
    for name, target in FILES.items():
        path = root / target.format(room=room)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(fill(name, room), encoding="utf-8")
        say(str(path))
    say(NEXT.format(room=room))
    return 0


def fill(name: str, room: str) -> str:
    """The body of one file; "" for those that are only there."""
    template = TEMPLATES / f"{name}.txt"
    if not template.exists():
        return ""
    model = "".join(word.title() for word in room.removesuffix("s").split("_"))
    return template.read_text(encoding="utf-8").replace("ROOM", room).replace("MODEL", model)
