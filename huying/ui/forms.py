"""What a step asks. Both doors of a step clean the same form; its cleaned data are the operation's arguments."""

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_FILES = 9


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
        return [super(FilesField, self).clean(u, initial) for u in uploads]


class StepForm(forms.Form):
    """Base of every step's form: knows the row and who acts, so that choices hold only what they may choose."""

    autosave = False  # long texts: kept as a draft while typing
    sometimes: tuple[str, ...] = ()  # fields that some persons or rows are not asked; the API lists them as optional
    required_css_class = "required"

    def __init__(self, *args, row=None, member=None, **kwargs):
        self.row, self.member = row, member
        super().__init__(*args, **kwargs)


class Day(forms.DateInput):
    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__(attrs, format="%Y-%m-%d")
