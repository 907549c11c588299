"""huying admin create-congress | invite"""

from .console import Unusable, put, say, subcommands, tell

HELP = "建立人大；发第一位管理员的邀请凭条"


def add_arguments(parser) -> None:
    subcommands(
        parser, {"create-congress": ("建立一个人大", _create), "invite": ("发管理员邀请凭条", _invite)}
    )


def _create(parser) -> None:
    parser.add_argument("code", metavar="代码", help="网址里的短代码，如 qingxi")
    parser.add_argument("name", metavar="名称", help="如 青溪县人民代表大会")
    parser.add_argument("--division", metavar="区划代码", help="六位或九位行政区划代码")
    parser.add_argument("--kind", metavar="类别", help="如 county、district、town（见《选举法》第十二条）")
    parser.add_argument("--population", type=int, metavar="人口", help="用来核对代表名额")
    parser.add_argument("--seats", type=int, metavar="名额", help="本届代表名额，要与人口相符")
    parser.add_argument("--profile", default="national", metavar="方案", help="规则方案，如 zhejiang")
    parser.add_argument("--parent", metavar="代码", help="上一级人大的代码")
    parser.add_argument("--digest", choices=["sha256", "sm3"], default="sha256", help="留痕用的散列算法")
    _admin(parser)


def _invite(parser) -> None:
    parser.add_argument("code", metavar="代码", help="人大的代码")
    _admin(parser, required=True)


def _admin(parser, required=False) -> None:
    parser.add_argument(
        "--admin", metavar="姓名", required=required, help="管理员姓名；印出邀请码，只显示这一次"
    )
    parser.add_argument("--phone", default="", metavar="手机", help="管理员手机号")
    parser.add_argument("--json", action="store_true", help="输出一个 JSON 文档")


def run(args) -> int:
    from django.db import transaction

    with transaction.atomic():
        if args.what == "create-congress":
            congress = create(args)
        else:
            congress = _known(args.code)
        code = invite(congress, args.admin, args.phone) if args.admin else ""
    if args.json:
        put({"congress": congress.code, "name": congress.name, "level": congress.level, "invitation": code})
        return 0
    say(f"{congress.name}（{congress.code}）：/c/{congress.code}/")
    if code:
        say(f"{args.admin} 的邀请码：{code}（十四天内有效，只显示这一次）")
    return 0


def create(args):
    """The congress after its checks: kind, level, place, parent and seats belong together."""
    from django.core.exceptions import ValidationError

    from huying.kernel import divisions, fields, process, scope
    from huying.kernel.roster import Congress
    from huying.kernel.switchboard import BadValue
    from huying.kernel.switches import PREFIX
    from huying.rules import profiles, quotas

    place = divisions.get(args.division) if args.division else None
    if args.division and place is None:
        raise Unusable(f"没有行政区划代码 {args.division}；可按名称查：huying admin --help")
    kind = args.kind or _guess(place)
    level = next((x.code for x in quotas.levels() if kind in x.kinds), None)
    if level is None:
        kinds = "、".join(k for x in quotas.levels() for k in x.kinds)
        raise Unusable(f"请用 --kind 写明类别；可用：{kinds}")
    if place and place.level != {"prefecture": "city"}.get(level, level):
        raise Unusable(f"{divisions.full_name(place.code)}不是“{kind}”这一级")
    try:
        profiles.load(args.profile)
    except ValueError as error:
        raise Unusable(str(error)) from None
    if args.population is not None and args.seats is not None:
        _seats(kind, args.population, args.seats)
    congress = Congress(
        code=args.code, name=args.name, kind=kind, level=level, division=args.division or "", profile=args.profile,
        population=args.population, parent=_known(args.parent) if args.parent else None, digest=args.digest,
    )  # fmt: skip
    try:
        congress.full_clean()
    except ValidationError as error:
        said = "；".join(f"{field}：{'、'.join(texts)}" for field, texts in error.message_dict.items())
        raise Unusable(f"不能建立：{said}") from None
    try:
        PREFIX.reset(congress)  # the first letters of its numbers come from its code
    except BadValue as reason:
        raise Unusable(f"不能建立：code：{reason}") from None
    congress.save()
    with scope.congress(congress):
        fields.plant()
        process.house(), process.public()
    if place:
        tell(f"地区：{divisions.full_name(place.code)}")
    return congress


def invite(congress, name: str, phone: str) -> str:
    """Admission for an administrator; the code of the slip, which is kept nowhere."""
    from django.utils import timezone

    from huying.kernel import process, scope
    from huying.kernel.accounts import invitations, operations

    at, code = timezone.now(), invitations.fresh_code()
    with scope.congress(congress):
        admission = operations.invite(by=process.house(), at=at, name=name, role="admin", phone=phone)
        operations.issue(admission, by=admission.member, at=at, code=code)
    return code


def _known(code):
    from .ledger import congresses

    return congresses(code)[0]


def _guess(place) -> str:
    """The kind that a place's name tells."""
    if place is None:
        return ""
    endings = {
        "province": (("自治区", "autonomous_region"), ("省", "province"), ("市", "municipality")),
        "city": (("自治州", "prefecture"), ("市", "city")),
        "county": (
            ("自治县", "autonomous_county"),
            ("县", "county"),
            ("市", "county_city"),
            ("区", "district"),
        ),
        "township": (("族乡", "ethnic_township"), ("乡", "township"), ("镇", "town")),
    }
    return next((kind for end, kind in endings[place.level] if place.name.endswith(end)), "")


def _seats(kind: str, population: int, seats: int) -> None:
    """R-STR-03 … R-STR-08 for the seats of the term."""
    from huying.rules import quotas

    most = quotas.quota(kind, population)
    if seats > most:
        raise Unusable(f"{population} 人按《选举法》第十二条应为 {most} 名代表，不能是 {seats} 名")
    if seats < most and not quotas.quota_may_be_lower(kind, population):
        tell(f"注意：{population} 人按《选举法》第十二条为 {most} 名代表，现填 {seats} 名")
