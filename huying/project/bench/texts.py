"""Invented texts for measurements: believable lengths and word frequencies, made by seed."""

import random

PLACES = "青禾 临水 东岭 南塘 北桥 石湾 柳河 云顶 安平 和兴 金沙 白鹭 双溪 大坪 松林 长坝".split()
THINGS = (
    "路灯 井盖 桥梁 学校 校车 食堂 医院 村医 药店 公交 站台 停车位 电梯 水管 污水 垃圾站 河道 堤坝 农机 种子 补贴 "
    "低保 养老院 社保 工资 合同 网吧 油烟 噪声 工地 扬尘 图书馆 广场 公厕 市场 摊位 快递 宽带 信号 身份证 户口 "
    "林地 茶园 果园 水库 泵站 山洪 危房 拆迁 安置 物业 门禁 消防 燃气 供暖 自来水"
).split()
TROUBLES = "坏了很久 没有人管 经常堵 天黑看不清 价格太高 排队太长 漏水 不安全 标准不统一 手续太多 发放不及时 声音太大".split()
WISHES = (
    "尽快修好 增加人手 公开标准 设专门窗口 列入明年计划 组织检查 给个说法 建立台账 减少跑腿 加强管理".split()
)
HANZI = [chr(c) for c in range(0x4E00, 0x4E00 + 3000)]


def title(r: random.Random) -> str:
    return f"关于{r.choice(PLACES)}{r.choice(('镇', '街道', '村', '社区'))}{r.choice(THINGS)}{r.choice(TROUBLES)}的建议"


def body(r: random.Random, sentences: int = 6) -> str:
    """About 190 characters: common words, and a few rare ones so that searches find few as well as many."""
    said = []
    for _ in range(sentences):
        rare = "".join(r.choices(HANZI, k=2))
        said.append(
            f"{r.choice(PLACES)}的{r.choice(THINGS)}{r.choice(TROUBLES)}，{rare}一带的群众反映{r.randint(2, 90)}次，"
            f"希望{r.choice(WISHES)}"
        )
    return "。".join(said) + "。"
