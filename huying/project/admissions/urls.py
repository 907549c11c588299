"""Accounts of one congress, under /c/<code>/admissions/."""

from django.urls import path

from huying.kernel.accounts import operations, queries
from huying.kernel.accounts.models import Admission
from huying.ui import doors

from . import forms, pages

urlpatterns = doors.for_flow(
    Admission, operations, queries, forms, pages,
    extra=[
        path("<int:pk>/issue/", pages.issue, name="issue"),
        path("bulk/issue/", pages.issue_many, name="issue_many"),
        path("<int:pk>/unmask/", pages.unmask, name="unmask"),
    ],
)  # fmt: skip
