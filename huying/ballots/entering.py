"""Sheets typed as lines, one a sheet, in figures: quick to enter, easy to compare. Plain Python.

Each figure is the place of the choice on the sheet, 0 nothing marked; a sheet that cannot be read is x; names written in
follow a plus: "1 2 0 +钱多". Where all answers have one figure the blanks may be left out: "120".
"""

from huying.rules.flow import N_

from . import kinds


def parse(spec: kinds.Spec, text: str) -> list[kinds.Marks]:
    """The sheets of the lines; BadSheet names the line."""
    found = []
    for n, line in enumerate((raw for raw in text.splitlines() if raw.strip()), 1):
        try:
            found.append(one(spec, line))
        except kinds.BadSheet as bad:
            why = bad.text % bad.values if bad.values else bad.text
            raise kinds.BadSheet(N_("第 %(n)s 行：%(why)s"), n=n, why=why) from None
    return found


def one(spec: kinds.Spec, line: str) -> kinds.Marks:
    """One sheet."""
    figures, *names = line.replace("＋", "+").split("+")
    if figures.strip() in ("x", "X", "×"):
        return dict(kinds.SPOILT)
    keys = kinds.keys(spec)
    given = figures.split()
    if len(given) == 1 and len(keys) > 1:
        given = list(given[0])
    if len(given) != len(keys):
        raise kinds.BadSheet(N_("应有 %(most)s 个数字，写了 %(n)s 个"), most=len(keys), n=len(given))
    marks = {}
    for key, figure in zip(keys, given, strict=True):
        choices = kinds.allowed(spec, key)
        if not (figure.isascii() and figure.isdigit()) or int(figure[:4]) > len(choices):
            raise kinds.BadSheet(N_("“%(name)s”不是这张票上的选项"), name=kinds.clean(figure)[:10])
        if int(figure):
            marks[key] = choices[int(figure) - 1]
    marks |= {f"w{n}": name for n, name in enumerate(names, 1)}
    return kinds.validate(spec, marks, paper=True)


def spell(spec: kinds.Spec, marks: kinds.Marks | None) -> str:
    """A sheet as its line; "" where there is none."""
    if marks is None:
        return ""
    if marks == kinds.SPOILT:
        return "x"
    figures = []
    for key in kinds.keys(spec):
        choices = [*kinds.allowed(spec, key)]
        choice = str(marks.get(key, ""))
        figures.append(str(choices.index(choice) + 1 if choice in choices else 0))
    names = [marks[key] for key in sorted(marks) if key.startswith("w")]
    return " ".join(figures) + "".join(f" +{name}" for name in names)
