"""huying triage train | evaluate | hot | similar: the engine of triage on files, without a database."""

from datetime import date, datetime
from pathlib import Path

from .console import Unusable, put, say, subcommands, tell

HELP = "民情分拣：训练和评测分类模型，找热点，找相似留言（不用数据库）"
DJANGO = False
TABLES = "CSV"


def add_arguments(parser) -> None:
    subcommands(
        parser,
        {
            "train": ("用有标签的留言训练分类模型", _train),
            "evaluate": ("评测分类：训练集、测试集，或分组交叉验证", _evaluate),
            "hot": ("一批留言里的热点问题", _hot),
            "similar": ("一批留言里说同一件事的", _similar),
        },
    )


def _train(parser) -> None:
    _learned_from(parser, required=True)
    parser.add_argument("--out", required=True, metavar="文件", help="模型写到哪里（.npz）")
    _json(parser)


def _evaluate(parser) -> None:
    _learned_from(parser, required=True)
    parser.add_argument("--test", metavar=TABLES, help="有标签的测试集；用 --cv 时不要")
    parser.add_argument("--cv", type=int, metavar="份数", help="在训练集上交叉验证，分成几份")
    parser.add_argument("--group", metavar="列名", default="", help="交叉验证时，这一列相同的留言不拆开")
    _json(parser)


def _hot(parser) -> None:
    parser.add_argument(
        "csv",
        metavar=TABLES,
        help="列 title、detail；可有 message_id、user_id、sent_at、up_votes、down_votes",
    )
    parser.add_argument(
        "--since", type=date.fromisoformat, metavar="日期", help="只看这一天及以后，如 2026-01-01"
    )
    parser.add_argument("--until", type=date.fromisoformat, metavar="日期", help="只看这一天及以前")
    parser.add_argument("--most", type=int, default=100, metavar="个数", help="最多列出多少个热点（100）")
    _json(parser)


def _similar(parser) -> None:
    parser.add_argument("csv", metavar=TABLES, help="列 title、detail；可有 message_id")
    parser.add_argument("--least", type=float, metavar="分数", help="相似到多少才算（0–1）")
    _json(parser)


def _learned_from(parser, *, required: bool) -> None:
    parser.add_argument(
        "--train", nargs="+", required=required, metavar=TABLES, help="有标签的留言：列 title、detail、label"
    )
    parser.add_argument(
        "--unlabelled",
        nargs="+",
        action="extend",
        default=[],
        metavar=TABLES,
        help="没有标签的留言：接受并核对格式；实测并不提高准确率，所以不参与训练",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="数", help="随机种子（0）；相同则结果相同")


def _json(parser) -> None:
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args) -> int:
    from huying.voices.triage.engine.faults import EngineFault

    try:
        return {"train": train, "evaluate": evaluate, "hot": hot, "similar": similar}[args.what](args)
    except EngineFault as fault:
        raise Unusable(str(fault)) from None


def train(args) -> int:
    """Write a model; say what went into it."""
    from huying.voices.triage.engine import measuring
    from huying.voices.triage.engine.classifier import Classifier

    rows, unlabelled = _material(args)
    model = Classifier().fit(rows, unlabelled, seed=args.seed, progress=_progress)
    model.card |= {"seed": args.seed, "unlabelled": len(unlabelled)}
    try:
        model.save(args.out)
    except OSError as error:
        raise Unusable(f"模型写不到 {args.out}：{error.strerror or error}") from None
    found = {"out": args.out, "labels": model.labels, "rows": len(rows), "unlabelled": len(unlabelled),
             "model_mb": measuring.size(model)}  # fmt: skip
    if args.json:
        put(found)
    else:
        say(f"已写出 {args.out}：{len(rows)} 条留言，{len(model.labels)} 类，{found['model_mb']} MB")
    return 0


def evaluate(args) -> int:
    """Figures on a test file, or by grouped cross-validation."""
    from huying.voices.triage.engine import measuring
    from huying.voices.triage.engine.rows import read_csv

    if (args.cv is None) == (args.test is None):
        raise Unusable("请给出 --test 测试集，或者 --cv 份数（二者选一）。")
    if args.group and args.cv is None:
        raise Unusable("--group 只在交叉验证（--cv）时使用。")
    rows, unlabelled = _material(args)
    if args.cv is not None:
        found = measuring.cross_validate(
            rows, unlabelled, parts=args.cv, group=args.group, seed=args.seed, progress=_progress
        )
    else:
        test = read_csv(args.test, "title", "detail", "label")
        found = measuring.evaluate(rows, test, unlabelled, seed=args.seed, progress=_progress)
    if args.json:
        put(found)
        return 0
    say(f"宏平均 F1 {found['macro_f1']:.4f}  微平均 F1 {found['micro_f1']:.4f}  前两名 {found['top2']:.4f}")
    for label, one in found["per_class"].items():
        say(
            f"  {label}  查准 {one['precision']:.3f}  查全 {one['recall']:.3f}  F1 {one['f1']:.3f}  {one['support']} 条"
        )
    say(f"训练 {found['train_s']} 秒，每条 {found['ms_per_message']} 毫秒，模型 {found['model_mb']} MB")
    return 0


def hot(args) -> int:
    """The matters that many speak of, with their heat."""
    from huying.voices.triage.engine.hot import hot as find

    messages = [{**_message(row, n), "at": _at(row.get("sent_at", "")), "person": row.get("user_id") or "?",
                 "ups": _count(row.get("up_votes")), "downs": _count(row.get("down_votes"))}
                for n, row in enumerate(_rows(args.csv), 2)]  # fmt: skip
    found = find(_unique(messages), since=args.since, until=args.until, most=args.most)
    if args.json:
        put([{"rank": one.rank, "title": one.title, "place": one.place, "from": one.start, "to": one.end,
              "people": one.people, "messages": one.messages, "heat": one.heat, "ids": one.ids,
              "addends": one.addends._asdict(), "trend": one.trend, "terms": one.terms} for one in found])  # fmt: skip
        return 0
    for one in found:
        say(
            f"{one.rank:>3}  {one.heat:>6.2f}  {one.people} 人 {one.messages} 条  {one.start} 至 {one.end}  "
            f"{one.place}  {one.title}"
        )
    return 0


def similar(args) -> int:
    """Pairs on the same matter, likest first."""
    from huying.voices.triage.engine import near

    least = near.SAME if args.least is None else args.least
    if not 0 < least <= 1:
        raise Unusable("--least 应在 0 与 1 之间。")
    messages = _unique([_message(row, n) for n, row in enumerate(_rows(args.csv), 2)])
    found = near.similar(messages, least=least)
    if args.json:
        put([{"a": pair.a, "b": pair.b, "score": pair.score,
              "sentences": [[s[2] for s in pair.sentences], [s[3] for s in pair.sentences]]} for pair in found])  # fmt: skip
        return 0
    for pair in found:
        say(f"{pair.score:.2f}  {pair.a}  {pair.b}")
        for _, _, ours, theirs in pair.sentences[:2]:
            say(f"      {ours[:60]}\n      {theirs[:60]}")
    return 0


def _material(args) -> tuple[list[dict], list[dict]]:
    from huying.voices.triage.engine.rows import read_csv

    rows = [row for path in args.train for row in read_csv(path, "title", "detail", "label")]
    return rows, [row for path in args.unlabelled for row in read_csv(path, "title", "detail")]


def _rows(path: str) -> list[dict]:
    from huying.voices.triage.engine.rows import read_csv

    return read_csv(Path(path), "title", "detail")


def _message(row: dict, line: int) -> dict:
    return {
        "id": row.get("message_id") or row.get("id") or str(line),
        "title": row["title"],
        "detail": row["detail"],
    }


def _unique(messages: list[dict]) -> list[dict]:
    """The first of those with one id; the same id twice would be two messages in one."""
    kept = {message["id"]: message for message in reversed(messages)}
    if len(kept) < len(messages):
        tell(f"{len(messages) - len(kept)} 行的编号重复，只取第一行。")
    return list(reversed(kept.values()))


def _at(text: str) -> datetime | None:
    for shape in (
        "%Y-%m-%d %H:%M:%S",
        "%Y/%m/%d %H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y/%m/%d %H:%M",
        "%Y-%m-%d",
        "%Y/%m/%d",
    ):
        try:
            return datetime.strptime(text.strip(), shape)  # noqa: DTZ007 - local time of the file, as written
        except ValueError:
            continue
    return None


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _progress(share: float, words: str) -> None:
    tell(f"{share:4.0%}  {words}")
