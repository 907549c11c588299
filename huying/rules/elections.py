"""Numbers of candidates, validity of polls and ballots, who is elected.

《选举法》(2020) 第三十一条、第四十四条、第四十五条; 《地方组织法》(2022) 第二十七条 to 第三十条.
"""

from collections.abc import Mapping

from .majorities import _whole, ge, gt_half

Outcome = tuple[list[str], list[str], int]


def cand_direct(seats: int) -> tuple[int, int]:
    """Formal candidates in a direct election, (least, most): one third to one times more than the seats.

    《选举法》第三十一条第二款 (R-ELE-11).
    """
    _whole(seats, "应选名额", 1)
    return -(-seats * 4 // 3), seats * 2


def cand_indirect(seats: int) -> tuple[int, int]:
    """Candidates when a congress elects deputies, (least, most): one fifth to one half more than the seats.

    《选举法》第三十一条第二款 (R-ELE-12). For one seat no whole number fits; two candidates is our reading [I].
    """
    _whole(seats, "应选名额", 1)
    least = -(-seats * 6 // 5)
    return least, max(least, seats * 3 // 2)


def cand_committee(seats: int) -> tuple[int, int]:
    """Candidates for members of a standing committee, (least, most): one tenth to one fifth more.

    《地方组织法》第二十七条 (R-ELE-46). Below five posts no whole number fits; one more is our reading [I].
    """
    _whole(seats, "应选名额", 1)
    least = -(-seats * 11 // 10)
    return least, max(least, seats * 12 // 10)


def cand_deputy_posts(seats: int) -> tuple[int, int]:
    """Candidates for vice posts, (least, most): one to three more than the posts.

    《地方组织法》第二十七条 (R-ELE-46).
    """
    _whole(seats, "应选名额", 1)
    return seats + 1, seats + 3


def election_valid(voters: int, participants: int, ballots: int) -> bool:
    """Whether a direct poll stands: more than half of all voters took part and no ballot too many.

    《选举法》第四十四条第一款、第四十五条第一款 (R-ELE-22, R-ELE-25).
    """
    _whole(voters, "选民数", 1)
    _whole(participants, "参加投票人数")
    _whole(ballots, "收回票数")
    if participants > voters:
        raise ValueError("参加投票人数多于选民数，请核对")
    return participants >= gt_half(voters) and ballots <= participants


def ballot_valid(marks: int, seats: int) -> bool:
    """Whether one ballot counts: not more persons marked (write-ins included) than seats; blank is valid.

    《选举法》第四十四条第二款 (R-ELE-23).
    """
    _whole(marks, "所选人数")
    _whole(seats, "应选名额", 1)
    return marks <= seats


def elect(seats: int, base: int, votes: Mapping[str, int]) -> Outcome:
    """(elected, tied at the last seat, open seats) by more than half of `base`.

    `base` is the number of participants (direct, R-ELE-25) or of all deputies (indirect, R-ELE-28). Elected in
    the order of votes, equal votes by name. 《选举法》第四十五条 (R-ELE-26); 《地方组织法》第二十五条 (R-ELE-47).
    """
    _whole(base, "基数", 1)
    return _rank(seats, base, votes, gt_half(base))


def runoff_direct(seats: int, ballots: int, votes: Mapping[str, int]) -> Outcome:
    """The same for 另行选举 in a direct election: most votes, at least one third of the ballots.

    《选举法》第四十五条第五款 (R-ELE-27). The base is all ballots taken in [I].
    """
    _whole(ballots, "选票数", 1)
    return _rank(seats, ballots, votes, ge(ballots, 1, 3))


def revote(seats: int, ballots: int, votes: Mapping[str, int]) -> Outcome:
    """The same where the most votes decide: 就票数相等的人再次投票. A name without any vote wins nothing.

    《选举法》第四十五条第三款 (R-ELE-26).
    """
    _whole(ballots, "选票数")
    return _rank(seats, ballots, votes, 1)


def _rank(seats: int, base: int, votes: Mapping[str, int], needed: int) -> Outcome:
    _whole(seats, "应选名额", 1)
    for name, count in votes.items():
        _whole(count, f"“{name}”的得票数")
        if count > base:
            raise ValueError(f"“{name}”的得票数多于{base}，请核对")
    order = sorted((n for n in votes if votes[n] >= needed), key=lambda n: (-votes[n], n))
    if len(order) <= seats:
        return order, [], seats - len(order)
    edge = votes[order[seats - 1]]
    if votes[order[seats]] < edge:
        return order[:seats], [], 0
    elected = [n for n in order if votes[n] > edge]
    tied = [n for n in order if votes[n] == edge]
    return elected, tied, seats - len(elected)
