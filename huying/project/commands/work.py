"""huying work [--once]"""

HELP = "执行后台任务和每日事务，直到停止"


def add_arguments(parser) -> None:
    parser.add_argument("--once", action="store_true", help="办完现有的任务就退出")


def run(args) -> int:
    from huying.kernel.worker import run_worker
    from huying.project.schedule import TIMETABLE

    run_worker(once=args.once, timetable=TIMETABLE)
    return 0
