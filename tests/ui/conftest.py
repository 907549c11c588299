"""The walked county and signing in, as the laws of the house use them."""

from tests.house.conftest import sign_in, walked

__all__ = ["sign_in", "walked"]
