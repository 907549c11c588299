"""What the sign-in pages ask."""

from django import forms
from django.contrib.auth import password_validation
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from huying.kernel.accounts import signin
from huying.kernel.roster import Account

LONGEST = 128  # a longer password only costs hashing time


class SignIn(forms.Form):
    username = forms.CharField(
        label=_("用户名"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class Code(forms.Form):
    code = forms.CharField(
        label=_("动态口令或备用码"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )


class Slip(forms.Form):
    code = forms.CharField(
        label=_("邀请码"),
        max_length=40,
        help_text=_("凭条上的 12 位字母和数字，不分大小写。"),
        widget=forms.TextInput({"autocomplete": "off", "autofocus": True, "autocapitalize": "characters"}),
    )


class NewPassword(forms.Form):
    """A password typed twice and judged; `account` is whose it will be (saved or not)."""

    password = forms.CharField(
        label=_("新密码"),
        max_length=LONGEST,
        strip=False,
        help_text=_("至少 10 个字符，不要只用数字，不要用姓名。"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一次"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args, account=None, **kwargs):
        self.account = account
        super().__init__(*args, **kwargs)

    def clean(self):
        data = super().clean()
        password, again = data.get("password"), data.get("again")
        if password and again and password != again:
            self.add_error("again", _("两次输入的密码不一样。"))
        if password:
            try:
                password_validation.validate_password(password, self.whose(data))
            except forms.ValidationError as reasons:
                self.add_error("password", reasons)
        return data

    def whose(self, data):
        return self.account


class ChangePassword(NewPassword):
    old = forms.CharField(
        label=_("现在的密码"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    field_order = ["old", "password", "again"]


class FirstAccount(NewPassword):
    username = forms.CharField(
        label=_("用户名"),
        min_length=2,
        max_length=60,
        help_text=_("以后用它登录，可以用汉字、字母、数字和 . _ - 。"),
        validators=[RegexValidator(r"^[\w.-]+$", _("只能用汉字、字母、数字和 . _ - 。"))],
        widget=forms.TextInput({"autocomplete": "username"}),
    )
    field_order = ["username", "password", "again"]

    def clean_username(self):
        name = signin.plain(self.cleaned_data["username"])
        if Account.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("这个用户名已经有人用了，请换一个。"))
        return name

    def whose(self, data):
        return Account(
            username=data.get("username", ""), person=self.account.person if self.account else None
        )


class Enrol(forms.Form):
    code = forms.CharField(
        label=_("手机上显示的 6 位数字"),
        max_length=10,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class Again(forms.Form):
    """The password once more before something weighty."""

    password = forms.CharField(
        label=_("现在的密码"),
        max_length=LONGEST,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
