"""Words of the room that several modules show; plain Python, translated where they are shown."""

from huying.rules.flow import N_

KINDS = {
    "motion": N_("议案、决议表决"),
    "election": N_("选举"),
    "appointment": N_("人事任免"),
    "choosing": N_("票决（多选）"),
    "satisfaction": N_("满意度测评"),
    "survey": N_("问卷"),
}
SECRECY = {
    "open": N_("记名"),
    "separated": N_("无记名（人票分存）"),
    "verifiable": N_("无记名（可核验）"),
}
# One honest sentence for each: who could link what to whom.
SECRECY_SAYS = {
    "open": N_("姓名和所投的票一起记录，人大机关看得到；会议决定公布的，群众也看得到。"),
    "separated": N_(
        "只记谁投过票，不记谁投了什么：票加密分开存放，计票后销毁钥匙，事后谁也对不上。"
        "收票的一刻运行中的服务器看得到；表决期间能同时拿到数据库和钥匙文件的人仍有可能对上；强迫、旁观也防不住。"
    ),
    "verifiable": N_(
        "投票凭证经盲签名领取，收票时不登录，签发凭证的服务器从数字上也对不上谁投了什么；"
        "每人可以凭回执核对自己的票，任何人可以重新计票。"
        "表决期间看得到写入先后或者网络地址的人仍有可能推测；强迫、旁观和被人动过手脚的浏览器防不住。"
    ),
}
CHOICES = {
    "yes": N_("赞成"),
    "no": N_("反对"),
    "abstain": N_("弃权"),
    "satisfied": N_("满意"),
    "basically": N_("基本满意"),
    "dissatisfied": N_("不满意"),
    "chosen": N_("选中"),
    "written": N_("另选"),
    "points": N_("得分"),
    "text": N_("填写意见"),
    "unmarked": N_("未填"),
}
OUTCOMES = {
    "adopted": N_("通过"),
    "not_adopted": N_("未获通过"),
    "partly": N_("部分通过"),
    "elected": N_("当选"),
    "not_elected": N_("未当选"),
    "tied": N_("票数相等，再次投票"),
    "chosen": N_("入选"),
    "not_chosen": N_("未入选"),
    "satisfied": N_("测评为满意"),
    "not_satisfied": N_("未达到满意"),
    "reported": N_("结果已统计"),
    "complete": N_("名额选满"),
    "incomplete": N_("名额没有选满"),
    "no_quorum": N_("不足法定人数，不能宣布通过"),
    "void": N_("收回的票多于发出的票，本次投票无效"),
}
LINES = {
    "base": N_("应到（全体在任）人数"),
    "present": N_("出席人数"),
    "quorum": N_("法定人数"),
    "issued": N_("发出（领取）票数"),
    "returned": N_("收回票数"),
    "unpressed": N_("未按表决器（未交票）"),
    "valid": N_("有效票"),
    "invalid": N_("无效票"),
    "needed": N_("通过（当选）所需票数"),
    "seats": N_("应选名额"),
    "open_seats": N_("尚缺名额"),
    "candidates": N_("下一轮候选人数"),
    "tied_candidates": N_("在下一轮截取处票数相等的人"),
    "lost": N_("记为已投、却找不到的票"),
    "most_marks": N_("每张票最多选"),
}
CHANNELS = {"": N_("未领票"), "electronic": N_("电子票"), "paper": N_("纸质票")}
COUNTS = {"first": N_("以第一次按键为准"), "last": N_("以最后一次按键为准")}
