"""Where the demo plays: a county, its city, towns, villages, units. Every name is invented."""

import math
from decimal import Decimal

CENTRE, WIDE, HIGH = (
    (36.12, 118.62),
    0.23,
    0.17,
)  # degrees; the county lies nowhere, its shape is drawn by lot

TOWNS = ("青石街道", "云桥街道", "东河街道", "柳林镇", "白杨镇", "石屏镇", "双溪镇", "望岗镇", "清泉镇", "金谷镇", "松岭镇",
         "梨园镇", "长堤镇", "红枫镇", "古渡镇", "南塘镇", "鹿鸣镇", "高台镇")  # fmt: skip
STREETS = TOWNS[:3]
WITH_STATION = TOWNS[:14]
POINTS = (
    ("滨河社区代表联络点", 0),
    ("物流园代表联络点", 1),
    ("柳林集市代表联络点", 3),
    ("梨园合作社代表联络点", 11),
)
PLACES_1 = ("大", "小", "东", "西", "上", "下", "前", "后", "南", "北", "新", "老")
PLACES_2 = (
    "柳",
    "井",
    "石桥",
    "湾",
    "坡",
    "杨",
    "磨",
    "塘",
    "庄",
    "岭",
    "槐",
    "枣",
    "梨行",
    "泉",
    "窑",
    "沟",
    "营",
    "店",
)
COMMUNITIES = ("文昌", "滨河", "迎宾", "锦绣", "和顺", "书院", "城南", "康宁", "翠湖", "长安里", "建设里", "东关",
               "北园", "凤仪", "永乐", "朝阳里", "望河", "集贤")  # fmt: skip
ROADS = ("文昌路", "迎宾路", "滨河路", "建设街", "青禾大道", "书院街", "工业一路", "和平巷", "长堤路", "东环路",
         "云桥街", "光明路")  # fmt: skip
ESTATES = ("锦绣家园", "和顺小区", "水务家属院", "翠湖花园", "东关新村", "书香门第", "城南安居苑", "滨河雅居", "纺织厂宿舍",
           "康宁小区", "望河名邸", "集贤里", "北园新城", "阳光水岸")  # fmt: skip
SCHOOLS = (
    "县第二实验小学",
    "文昌小学",
    "青石中学",
    "云桥小学",
    "东河中学",
    "县职业中专",
    "滨河小学",
    "书院中学",
)
RIVERS = ("清漾河", "柳溪", "白沙河", "云水河", "青禾渠")


def pin(n: int, *, aside: bool = False) -> dict:
    """Where the n-th town's station stands: spread over the county; `aside`: a little off."""
    share, turn = math.sqrt((n + 0.5) / len(TOWNS)) * 0.86, n * 2.4 + (0.35 if aside else 0)
    lat, lon = CENTRE[0] + HIGH * share * math.sin(turn), CENTRE[1] + WIDE * share * math.cos(turn)
    return {"lat": Decimal(f"{lat:.6f}"), "lon": Decimal(f"{lon:.6f}")}


def outline() -> dict:
    """The county's border, as GeoJSON."""
    ring = []
    for n in range(36):
        turn, far = math.tau * n / 36, 1 + 0.07 * math.sin(3 * n) + 0.05 * math.cos(5 * n)
        ring.append(
            [
                round(CENTRE[1] + WIDE * far * math.cos(turn), 4),
                round(CENTRE[0] + HIGH * far * math.sin(turn), 4),
            ]
        )
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def office_hours(n: int) -> dict:
    """The week of the n-th station: one morning for all, working days for every second one, one Saturday."""
    day = {str(n % 5 + 1): [["08:30", "11:30"]], "d15": [["08:30", "11:30"]]}
    week = {str(d): [["08:30", "11:30"], ["14:00", "17:00"]] for d in range(1, 6)} if n % 2 == 0 else day
    return week | ({"6": [["09:00", "21:00"]]} if n % 4 == 0 else {})


# key: (name, short, duties)
DEPARTMENTS = {
    "fgj": ("发展改革和科技局", "发改科技局", "规划计划、项目、能源、价格、科技、工业和信息化"),
    "edu": ("教育和体育局", "教体局", "各级各类教育、教师队伍、校园安全、体育事业"),
    "gaj": ("公安局", "公安局", "社会治安、道路交通管理、户籍和身份证件"),
    "mzj": ("民政局", "民政局", "社会救助、养老服务、儿童福利、社区建设、地名管理"),
    "sfj": ("司法局", "司法局", "法律服务、人民调解、法律援助、行政复议"),
    "czj": ("财政局", "财政局", "财政收支、国有资产、政府采购、农业信贷担保"),
    "rsj": ("人力资源和社会保障局", "人社局", "就业、社会保险、劳动关系、农民工工资支付"),
    "zrj": ("自然资源和规划局", "自规局", "国土空间规划、土地管理、林业、矿产"),
    "zjj": ("住房和城乡建设局", "住建局", "住房、物业、市政、市容环卫、村镇建设、工程质量"),
    "jtj": ("交通运输局", "交通运输局", "公路、公交、客货运输、邮政快递"),
    "slj": ("水利局", "水利局", "农村供水、防汛抗旱、河湖管理、灌溉"),
    "nyj": ("农业农村局", "农业农村局", "种植养殖、农资、土地承包、农村人居环境、乡村振兴"),
    "wlj": ("商务和文化旅游局", "文旅局", "商贸流通、文化、文物、旅游"),
    "wjj": ("卫生健康局", "卫健局", "医疗服务、公共卫生、妇幼、托育、老龄健康"),
    "ybj": ("医疗保障局", "医保局", "城乡居民和职工医保、异地就医、医疗救助"),
    "yjj": ("应急管理局", "应急局", "安全生产、消防、防灾减灾"),
    "scj": ("市场监督管理局", "市监局", "市场秩序、食品药品、特种设备、消费维权、知识产权"),
    "tyj": ("退役军人事务局", "退役军人局", "退役军人安置、优抚、就业创业"),
    "sthj": ("生态环境局", "生态环境局", "大气、水、土壤污染防治，环评和监管执法"),
}
COMPANIES = {
    "gdgs": ("供电公司", "供电公司", "供电服务、农村电网改造"),
    "sw": ("城乡水务公司", "水务公司", "城区供水、二次供水、污水处理"),
}
CITY_UNITS = ("edu", "wjj", "jtj", "sthj", "rsj")
# What a citizen may be shown the way to by law instead (words.WAYS) is marked in the matters: `way`.
