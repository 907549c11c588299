"""Majorities and thresholds in whole persons.

Fractions become whole persons (R-GEN-02): 过半数 = floor(n/2) + 1, 半数以上 = ceil(n/2),
几分之几以上 = ceil(n·a/b). The base n is the body's members in office (R-GEN-03), never those in the room.
"""


def _whole(value: int, name: str, least: int = 0) -> None:
    """A head count is a whole number of at least `least`; anything else is a ValueError in Chinese."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name}应为整数")
    if value < least:
        raise ValueError(f"{name}不得小于 {least}")


def ge(n: int, a: int, b: int) -> int:
    """a/b 以上 of n persons: the smallest whole number >= n·a/b. 《地方组织法》第十四条、第三十一条."""
    _whole(n, "人数")
    _whole(a, "分子", 1)
    _whole(b, "分母", 1)
    if a > b:
        raise ValueError("分数不得大于一")
    return -(-n * a // b)


def gt_half(n: int) -> int:
    """过半数 of n persons: floor(n/2) + 1. 《地方组织法》第二十五条、第五十一条."""
    _whole(n, "人数", 1)
    return n // 2 + 1


def half_up(n: int) -> int:
    """半数以上 of n persons: ceil(n/2), the half itself included. 《代表法》第二十条."""
    _whole(n, "人数", 1)
    return (n + 1) // 2
