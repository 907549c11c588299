"""The `huying` command. `rules` starts without Django; every other word belongs to the project."""

import sys

COMMANDS = (
    "backup",
    "bench",
    "demo",
    "doctor",
    "import",
    "ledger",
    "manage",
    "migrate",
    "restore",
    "up",
    "upgrade",
    "work",
)

USAGE = """用法：huying 命令 …
  rules     规则：list、eval、due、docs
  demo      装入演示数据并启动
  up、work  启动网站；执行后台任务
  import    导入群众意见、代表建议
  ledger    核对留痕
  backup、restore、upgrade  备份、恢复、升级
  bench     测速
  doctor    检查设置
"""


def main(argv: list[str] | None = None) -> int:
    """Run the command in `argv` (default: the process's own); the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    if words[:1] == ["rules"]:
        from huying.rules import commands as rules

        return _exit(rules.main, words[1:])
    if words and words[0] in COMMANDS:
        from huying.project import commands as project

        return _exit(project.main, words)
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(USAGE, end="")
        return 0
    if words:
        print(f"没有名为“{words[0]}”的命令。", file=sys.stderr)
    print(USAGE, end="", file=sys.stderr)
    return 2


def _exit(run, words: list[str]) -> int:
    try:
        return run(words) or 0
    except KeyboardInterrupt:
        print("已中断", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
