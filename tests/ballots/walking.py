"""Polls of 青禾县 in the middle of their road, for tests that walk the whole house."""

from huying.ballots import operations as act
from huying.ballots.casting import Press, cast_open, cast_sealed


def walk(world, at=None) -> None:
    """Call inside the county: proposed, prepared, open, closed with paper, counted, declared."""
    at = at or world.when("2026-03-02")
    clerk, roll = world.zhou, [world.lin, world.gao, world.sun]

    def poll(title, kind="motion", secrecy="open", **sheet):
        made = act.propose(by=clerk, at=at, title=title, kind=kind, secrecy=secrecy, **sheet)
        act.prepare(made, by=clerk, at=at, roll=roll)
        return made

    act.propose(
        by=clerk,
        at=at,
        title="选举大会秘书长",
        kind="election",
        secrecy="separated",
        objects=["丁一", "丁二"],
    )
    poll("通过选举办法")
    running = poll("通过会议议程", counts="last")
    act.open(running, by=clerk, at=at)
    cast_open(running.pk, [Press(world.lin.pk, {"m": "yes"})], at=at)
    paper = poll("任命丁三", "appointment", "separated", objects=["丁三"])
    act.open(paper, by=clerk, at=at)
    act.issue_paper(paper, by=clerk, at=at, numbers=["2", "3"])
    cast_sealed(paper.pk, [Press(m.pk, {"p1": "yes"}) for m in roll[:1]], at=at)
    act.close(paper, by=clerk, at=at)
    act.enter_paper(paper, by=clerk, at=at, batch="1", look=1, sheets=[{"p1": "no"}])
    act.enter_paper(paper, by=world.chen, at=at, batch="1", look=2, sheets=[{"p1": "yes"}])
    act.enter_paper(paper, by=clerk, at=at, batch="2", look=1, sheets=[{"p1": "no"}])
    for title, declared in (("批准工作报告", False), ("批准预算", True)):
        done = poll(title)
        act.open(done, by=clerk, at=at)
        cast_open(done.pk, [Press(m.pk, {"m": "yes"}) for m in roll], at=at)
        act.close(done, by=clerk, at=at)
        act.count(done, by=clerk, at=at)
        if declared:
            act.declare(done, by=clerk, at=at, publish=True)
    world.poll, world.declared = running, done
