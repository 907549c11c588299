"""Search: p95 over many questions, and recall against a plain substring over the whole result."""

import json
import random
import sys
import time

import django

QUESTIONS = 200


def main(words):
    check_recall = words[0] == "recall"
    django.setup()
    from huying.kernel import scope, search
    from huying.suggestions import queries

    from . import texts, town

    r = random.Random(7)
    asked = [r.choice(texts.THINGS + texts.PLACES) for _ in range(QUESTIONS // 2)]
    asked += ["".join(r.choices(texts.HANZI, k=2)) for _ in range(QUESTIONS // 4)]
    asked += [r.choice("的路水桥医希望次") for _ in range(QUESTIONS // 8)] + [
        f"{r.choice(texts.THINGS)}{r.choice(texts.TROUBLES)}" for _ in range(QUESTIONS // 8)
    ]
    with scope.congress(town.people()):
        clerk = town.members("clerk")[0]
        times = []
        for text in asked:
            begun = time.perf_counter()
            search.find(text, kind="suggestions", rows=queries.visible_to(clerk), limit=20)
            times.append(1000 * (time.perf_counter() - begun))
        times.sort()
        answer = {
            "search_p50_ms": times[len(times) // 2],
            "search_p95_ms": times[int(len(times) * 0.95)],
            "search_max_ms": times[-1],
            "texts": search.SearchDoc.objects.count(),
        }
        if check_recall:
            answer["recall"], answer["recall_questions"] = recall(r, clerk)
    print(json.dumps(answer))


def recall(r, clerk, questions: int = 12) -> tuple[float, int]:
    """Found over expected, all pages of one- and two-character questions against a plain scan."""
    from huying.kernel import search
    from huying.suggestions import queries

    from . import texts

    asked = (
        ["桥", "井", "的", "药", "茶"]
        + r.sample(texts.THINGS, 4)
        + ["".join(r.choices(texts.HANZI, k=2)) for _ in range(3)]
    )
    known = list(search.SearchDoc.objects.filter(kind="suggestions").values_list("object_id", "text"))
    found = expected = 0
    for text in asked[:questions]:
        truth = {pk for pk, said in known if search.fold(text) in said}
        got, after = set(), None
        while True:
            page = search.find(
                text, kind="suggestions", rows=queries.visible_to(clerk), after=after, limit=5000
            )
            got |= set(page.ids)
            if not (after := page.next_cursor):
                break
        expected += len(truth)
        found += len(truth & got) - len(got - truth)
    return (found / expected if expected else 1.0), len(asked[:questions])


if __name__ == "__main__":
    main(sys.argv[1:])
