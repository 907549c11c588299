"""The named people of the demo county and its city, all invented; the rest of the roster is drawn by lot."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Part:
    """One office of a person. `unit`, `town` and `organ` are keys of places.py; `account` prints a password for it."""

    congress: str
    role: str
    title: str = ""
    unit: str = ""
    town: str = ""


@dataclass(frozen=True)
class Somebody:
    """A person of the cast. `key` is the user name as well."""

    key: str
    name: str
    gender: str
    parts: tuple[Part, ...]
    job: str = ""
    expertise: tuple[str, ...] = field(default=())


def _deputy(town, *more):
    return (Part("qinghe", "deputy", town=town), *more)


def _handler(unit, title="建议办理经办人"):
    return (Part("qinghe", "handler", title, unit=unit),)


CAST = (
    Somebody(
        "linzhiyuan",
        "林知远",
        "m",
        _deputy("青石街道", Part("cangyuan", "deputy")),
        "中学教师",
        ("教育", "城乡建设"),
    ),
    Somebody("gaoxiulan", "高秀兰", "f", _deputy("柳林镇"), "合作社理事长", ("农业农村", "养老服务")),
    Somebody("wangjianguo", "王建国", "m", _deputy("云桥街道"), "公交公司车队长", ("交通运输", "劳动权益")),
    Somebody("zhouwenqing", "周文清", "f", (Part("qinghe", "clerk", "代表工作委员会副主任"),)),
    Somebody("chenli", "陈立", "m", (Part("qinghe", "leader", "常务委员会副主任"),)),
    Somebody(
        "hexiaomei", "何小梅", "f", (Part("qinghe", "keeper", "青石街道代表联络站联络员", town="青石街道"),)
    ),
    Somebody("songyan", "宋岩", "m", _handler("gov", "县政府办公室建议提案科科长")),
    Somebody("liuchang", "刘畅", "f", _handler("zjj")),
    Somebody("zhaoning", "赵宁", "m", _handler("jtj")),
    Somebody("zhengan", "郑安", "m", (Part("qinghe", "admin", "信息科科长"),)),
    Somebody("tangmin", "唐敏", "f", (Part("cangyuan", "clerk", "代表工作委员会联络处处长"),)),
    Somebody(
        "heming", "贺明", "m", (Part("qinghe", "clerk", "办公室会务科科长"),)
    ),  # paper is entered by two
)
KEYS = {s.key: s for s in CAST}

# Names are put together from these, so that nobody is meant.
FAMILIES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MEN = (
    "建军 志强 立新 国梁 振海 守田 德福 永胜 明远 文斌 海涛 承志 俊峰 长河 春生 秋平 宏达 世安 广林 东升 "
    "玉山 庆余 兆丰 维民 启明 少川 景行 云起 树森 宝田 新民 凯旋 子昂 向阳 一鸣 景天 仲和 鹏程 存义 家栋"
)
WOMEN = (
    "桂英 秀珍 玉兰 春梅 淑芬 丽华 晓燕 雪琴 文静 海霞 美玲 雅琴 红梅 金凤 翠萍 思佳 若云 晚晴 佩兰 素心 "
    "书宁 巧云 青禾 凤鸣 月娥 慧敏 兰芝 采薇 静怡 丹阳 爱莲 小满 亚男 玉洁 秋菊 冬梅 惠君 婉如 知微 安然"
)
GIVEN = {"m": MEN.split(), "f": WOMEN.split()}
JOBS = ("村党支部书记", "合作社理事长", "种植大户", "乡村医生", "小学教师", "中学教师", "企业负责人", "车间技术员", "社区工作者",
        "律师", "民警", "医生", "个体工商户", "养殖户", "快递站长", "护士长", "农技员", "镇干部", "退役军人", "非遗传承人",
        "出租车司机", "环卫班长", "纺织女工", "电商主播", "工程师", "会计", "家政服务员", "银行职员")  # fmt: skip
SKILLS = ("法律", "财经", "教育", "医疗卫生", "农业农村", "城乡建设", "生态环境", "养老服务", "交通运输", "劳动权益", "文化旅游",
          "科技信息", "安全生产", "基层治理")  # fmt: skip
GROUPS = {
    "法治": 15,
    "财经": 17,
    "教科文卫": 18,
    "农业农村": 17,
    "城建环资": 14,
    "社会建设": 14,
}  # 6 groups, 95 deputies
