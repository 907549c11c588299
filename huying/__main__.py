"""The `huying` command. `rules` starts without Django; every other word belongs to the project."""

import sys

USAGE = """用法：huying 命令 …
  demo      装入演示数据并启动
  up、work  启动网站；执行后台任务
  rules     规则：list、eval、due、docs
  import    导入群众意见、代表建议
  admin     建立人大；发管理员邀请凭条
  calendar  录入放假通知，重新计算期限
  ledger    核对留痕；写出检查点
  backup、restore、upgrade  备份、恢复、升级
  doctor    体检
  map、new  流程图表；新建一个房间的文件
  hall      会场服务：满场表决和会场屏幕（up 已带一个）
  ballot    核对公布的选票文件：verify；带走核对程序：carry
  triage、bench  民情分拣；测速
此外，Django 的命令都可以用，如 huying migrate。各命令加 --help 看说明。
"""


def main(argv: list[str] | None = None) -> int:
    """Run the command in `argv` (default: the process's own); the exit code."""
    words = sys.argv[1:] if argv is None else list(argv)
    if words[:1] == ["rules"]:
        from huying.rules import commands as rules

        return _exit(rules.main, words[1:])
    if words[:1] in (["-h"], ["--help"], ["help"]):
        print(USAGE, end="")
        return 0
    if words:
        from huying.project import commands as project

        return _exit(project.main, words)
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
