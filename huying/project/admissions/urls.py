"""Accounts of one congress, under /c/<code>/admin/accounts/."""

from django.urls import path

from huying.kernel.accounts import operations, queries
from huying.kernel.accounts.models import Admission
from huying.ui import doors

from . import forms, pages

app_name = "admissions"
urlpatterns = [
    path("<int:pk>/issue/", pages.issue, name="issue"),
    path("bulk/issue/", pages.issue_many, name="issue_many"),
    path("<int:pk>/unmask/", pages.unmask, name="unmask"),
    *doors.for_flow(Admission, operations, queries, forms, pages),
]
