"""Goals and what was missed of them, the same for every bench."""

Goals = dict[str, tuple[str, float]]  # {key: ("most" | "least", limit)}


def missed(figures: dict, goals: Goals) -> list[str]:
    """Goals that these figures do not reach, in words; what was not measured is not missed."""
    said = []
    for key, (kind, goal) in goals.items():
        value = figures.get(key)
        if value is not None and ((value > goal) if kind == "most" else (value < goal)):
            said.append(f"{key}: {value:.4g}, goal {'≤' if kind == 'most' else '≥'} {goal}")
    return said
