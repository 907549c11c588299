"""What the desk's script says, in the reader's language."""

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Words by name; {n} and {m} are filled in the browser."""
    return {
        "online": _("已联网"), "offline": _("没有网络，登记的先加密存在本机"), "sending": _("正在发送…"),
        "ended": _("登录已经过期，存着的都在；请重新登录后自动发送。"), "signin": _("重新登录"),
        "nobody": _("请先联网登录一次，以后断网也能登记。"),
        "notMay": _("您现在的身份不能登记民情，请换用联络员或者工作人员身份。"),
        "other": _("另有 {n} 件是别的账号登记的，等该账号登录后发送。"),
        "unseen": _("登录以后才显示内容。"),
        "waiting": _("待发送 {n} 件"), "none": _("没有待发送的登记"),
        "kept": _("已加密存在本机"), "refused": _("没有收下，请改后再发"), "edit": _("修改"), "drop": _("删除"),
        "dropAsk": _("删除后找不回来，确定删除这一件？"), "sent": _("已登记"), "code": _("查询码"),
        "again": _("这一件先前已经收到，没有重复登记。查询码可以在这一件的页面里补发。"), "open": _("打开"),
        "textMust": _("请写反映什么事。"), "photoBad": _("这张照片打不开，请换一张。"), "photoMost": _("最多 {n} 张照片。"),
        "photos": _("{n} 张照片，已缩小并去掉位置信息"), "wait": _("照片处理中…"),
        "pinShort": _("口令至少 6 位。"), "pinWrong": _("口令不对，还可以试 {n} 次，之后本机的登记会被清除。"),
        "wiped": _("本机存的登记已经清除。"), "idle": _("超过 14 天没有使用，本机存的登记已经清除。"),
        "leftWiped": _("已经退出登录，本机存的登记已经清除。"), "locked": _("已锁定，请输入口令。"),
        "leftLocked": _("已经退出登录，本机已锁上，重新登录后自动发送。"),
        "stillWaiting": _("还有 {n} 件没有发送，加密留在本机。"),
        "wipeAsk": _("还有 {n} 件没有发送，清除后找不回来。确定清除？"),
        "noStore": _("这个浏览器或者这种连接不能加密保存，断网时请不要关闭页面。"),
        "keepFail": _("本机存不下了，文字还在上面，请联网后再试。"), "restored": _("已找回没有登记完的内容"),
        "tryLater": _("服务器忙，过一会儿自动再发。"),
        "held": _("正在修改，改好后再发"), "changed": _("后来改的没有进去，请在这一件里更正。改后的内容："),
        "choose": _("先选这台设备是谁用的，才能存在本机。"),
    }  # fmt: skip
