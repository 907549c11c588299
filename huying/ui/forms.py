"""What a step asks. Both doors of a step clean the same form; its cleaned data are the operation's arguments."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from huying.kernel import files
from huying.kernel.refusals import Unavailable

MAX_FILES = 9
FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST_KEY = 2**63 - 1


def refuse(form, reason: Exception | str) -> None:
    """The step was not taken though the form was right: the box on top says so, and asks for no correction."""
    code = "unavailable" if isinstance(reason, Unavailable) else "refused"
    form.add_error(None, forms.ValidationError(str(reason), code=code))


def what_is_wrong(form) -> str:
    """The heading of that box."""
    kinds = {error.code for errors in form.errors.as_data().values() for error in errors}
    if kinds == {"unavailable"}:
        return _t("这次没有存上，您写的都还在")
    if kinds <= {"unavailable", "refused"}:
        return _t("没有办成，您写的都还在")
    return _t("还有几处要改，其他内容都已保留")


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of uploads (at most MAX_FILES); cleans to a list."""

    widget = ManyFiles

    def __init__(self, **kwargs):
        super().__init__(**{"required": False, "label": _("附件"), **kwargs})

    def clean(self, data, initial=None):
        uploads = [u for u in (data if isinstance(data, list | tuple) else [data]) if u]
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"])
        if len(uploads) > MAX_FILES:
            raise forms.ValidationError(_("一次最多上传 %(most)s 个文件。") % {"most": MAX_FILES})
        kept = [super(FilesField, self).clean(u, initial) for u in uploads]
        if refused := [f"{u.name}{_('：')}{why}" for u in kept if (why := _refusal(u))]:
            raise forms.ValidationError(refused)
        return kept


class FileField(forms.FileField):
    """One upload, looked at before the step begins."""

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if upload and upload is not initial and (why := _refusal(upload)):
            raise forms.ValidationError(why)
        return upload


def _refusal(upload) -> str:
    """Why this file is not taken, "" where it is: told with whatever else is wrong, before the step begins."""
    try:
        files.inspect(upload)
    except files.BadFile as reason:
        return str(reason)
    return ""


def attachments(**kwargs) -> Any:
    """A FilesField for the name `files`; not typed as one, since Django's forms keep their raw uploads under that name."""
    return FilesField(**kwargs)


class ManyRows(forms.ModelMultipleChoiceField):
    """Several rows. No row has a key that no database can hold; asked for one, SQLite would fail."""

    def clean(self, value):
        for key in value if isinstance(value, list | tuple) else ():
            if str(key).strip().isdecimal() and int(key) > LARGEST_KEY:
                raise forms.ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super().clean(value)


class StepForm(forms.Form):
    """Base of every step's form: knows the row and who acts, so that choices hold only what they may choose."""

    autosave = False  # long texts: kept as a draft while typing
    sometimes: tuple[
        str, ...
    ] = ()  # fields that some persons or rows are not asked; the API lists them as optional
    required_css_class = "required"
    fields: dict[str, Any]  # each of its own kind: some have choices, some rows

    def __init__(self, *args, row=None, member=None, **kwargs):
        self.row, self.member = row, member
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField | forms.DateTimeField):
                field.validators.append(possible)


def possible(day) -> None:
    """No calendar reckons with the year 1 or 9999; whoever typed it meant another."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        words = {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise forms.ValidationError(_("日期应在 %(first)s 年到 %(last)s 年之间。") % words)


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
