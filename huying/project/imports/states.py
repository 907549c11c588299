"""What an older system or a hotline means by its column of states: is anything left to do?"""

import re
import unicodedata

# nothing is left to do
FINISHED = re.compile("办结|已办|答复|回复|完成|归档|关闭|结案|回访|评价")
# said of such a word before it, in the same breath: 未办结, 待回复, 未按期办结, 不予答复, 退回重新办理后再答复
NOT_YET = re.compile(
    r"(未|待|尚|没|无法|不能|不予|正在|部分|阶段|退回|驳回|重新|重办|催)[^已，。；、（）()\s]{0,6}$"
)
# and after it: 回复中 is no 回复中心; 办结被退回
NOT_SO = re.compile(r"^(中(?!心)|[^，。；、（）()\s]{0,3}(退回|驳回|重办))")

# something is left to do, said outright
STILL = re.compile(
    "办理中|在办|正在办理|(未|待|尚未|没有)(办|答复|回复|审|交|签|接收)|重新办理|重办|退回|审核中|交办中"
)


def is_finished(status: str) -> bool:
    """Does it say that nothing is left to do? "未办结" and "办理中" do not; "12345中心已办结" and "已办结（群众不满意）" do."""
    said = unicodedata.normalize("NFKC", status).replace("(", "（").replace(")", "）").replace(",", "，")
    return any(
        not NOT_YET.search(said[: one.start()]) and not NOT_SO.search(said[one.end() :])
        for one in FINISHED.finditer(said)
    )


def says_open(status: str) -> bool:
    """Does it say outright that something is left to do? "暂未解决" and "列入计划" are results, no such words."""
    return bool(STILL.search(unicodedata.normalize("NFKC", status))) and not is_finished(status)
