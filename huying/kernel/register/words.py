"""What the columns of the roster are called, once for forms, tables, imports and the story."""

from django.utils.translation import gettext_lazy as _

LABELS = {
    "name": _("名称"), "short": _("简称"), "kind": _("类别"), "parent": _("上级"),
    "head": _("负责人"), "contact": _("联络人"),
    "telephone": _("电话"), "duties": _("职责"), "successor": _("承接单位"), "is_active": _("使用中"), "size": _("组成人员名额"),
    "division": _("行政区划代码"), "number": _("序号"), "area": _("片区"), "seats": _("名额"), "starts_on": _("开始日期"),
    "ends_on": _("结束日期"), "extra_five_percent": _("另加百分之五"), "committee_size": _("常委会组成人员名额"),
    "opens_on": _("开幕日期"), "closes_on": _("闭幕日期"), "term": _("届"), "address": _("地址"), "hours": _("接待时间"),
    "keepers": _("联络员"), "person": _("姓名"), "role": _("身份"), "unit": _("单位"), "organ": _("代表团或机构"),
    "title": _("职务"),
    "since": _("任职日期"), "until": _("离任日期"), "pinyin": _("拼音"), "gender": _("性别"), "nation": _("民族"),
    "email": _("电子邮箱"), "phone": _("手机"), "id_card": _("身份证号"), "expertise": _("专长"), "is_expert": _("专家"),
    "level": _("层级"), "population": _("人口数"), "profile": _("规则方案"), "overrides": _("本级规定"), "code": _("代码"),
    "aliases": _("别名"), "order": _("次序"), "scopes": _("权限范围"), "expires_at": _("有效期至"), "revoked_at": _("作废时间"),
    "year": _("年份"), "off": _("放假"), "work": _("调休上班"), "source": _("依据"), "member": _("人员"),
}  # fmt: skip
