"""Many small writes, one transaction: answered after the commit, in order, none spoiling another, none lost by a crash."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest
from django.db import OperationalError, connection
from hypothesis import given
from hypothesis import strategies as st

from huying.kernel.groupcommit import Full, GroupCommit, Stopped, Unwritten

TABLE = "CREATE TABLE lane (number INTEGER PRIMARY KEY)"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A table of its own, committed: another thread writes it. Nothing else is touched, so nothing has to be emptied."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(TABLE)
        yield
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE lane")


@pytest.fixture
def table(made, django_db_blocker):
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM lane")
        yield


def insert(numbers):
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO lane VALUES (%s)", [(n,) for n in numbers])
    return [f"wrote {n}" for n in numbers]


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM lane ORDER BY number")
        return [n for (n,) in cursor.fetchall()]


def through(write, items, **how):
    """Send all at once; the answers, exceptions included, and the lane."""

    async def go():
        lane = GroupCommit(write, **how)
        lane.start()
        try:
            return await asyncio.gather(*map(lane.put, items), return_exceptions=True), lane
        finally:
            await lane.stop()

    return asyncio.run(go())


def test_a_crowd_shares_few_commits_and_all_are_on_disk(table):
    answers, lane = through(insert, range(500), most=200)
    assert answers == [f"wrote {n}" for n in range(500)]
    assert rows() == list(range(500))
    assert lane.batches <= 4
    assert lane.written == 500


def test_one_that_fails_does_not_spoil_its_batch(table):
    answers, _lane = through(insert, [1, 2, 2, 3])
    assert [isinstance(a, Unwritten) for a in answers] == [False, False, True, False]
    assert rows() == [1, 2, 3]


def test_a_refusal_is_an_answer_and_the_rest_is_written(table):
    def write(numbers):
        insert([n for n in numbers if n % 2])
        return [n if n % 2 else ValueError("even") for n in numbers]

    answers, lane = through(write, range(6))
    assert [type(a) for a in answers] == [ValueError, int] * 3
    assert rows() == [1, 3, 5]
    assert lane.batches <= 2


def test_nobody_is_answered_before_the_commit(table):
    seen = []

    def write(numbers):
        insert(numbers)
        connection.run_on_commit.append((set(), lambda: seen.append("commit"), False))
        return numbers

    async def go():
        lane = GroupCommit(write)
        lane.start()
        await lane.put(1)
        seen.append("answer")
        await lane.stop()

    asyncio.run(go())
    assert seen == ["commit", "answer"]


@given(st.lists(st.integers(0, 9), max_size=60), st.integers(1, 7))
def test_order_is_kept_and_every_item_is_answered_once(numbers, most):
    taken = []

    def write(batch):
        taken.append(list(batch))
        return [n if n else ValueError("nought") for n in batch]

    lane = GroupCommit(write, most=most)
    lane._once = write  # the order of the queue, without a database

    async def go():
        lane.start()
        answers = await asyncio.gather(*map(lane.put, numbers), return_exceptions=True)
        await lane.stop()
        return answers

    answers = asyncio.run(go())
    assert [a if isinstance(a, int) else 0 for a in answers] == numbers
    assert [n for batch in taken for n in batch] == numbers
    assert all(len(batch) <= most for batch in taken)


def test_a_full_queue_refuses_at_once_and_a_stopped_lane_takes_nothing(table):
    async def go():
        lane = GroupCommit(insert, waiting=2)
        with pytest.raises(Stopped):
            await lane.put(0)
        lane.start()
        answers = await asyncio.gather(*map(lane.put, range(5)), return_exceptions=True)
        await lane.stop()
        with pytest.raises(Stopped):
            await lane.put(9)
        return answers

    answers = asyncio.run(go())
    assert [isinstance(a, Full) for a in answers] == [False, False, True, True, True]
    assert rows() == [0, 1]


def test_stopping_writes_what_waits(table):
    async def go():
        lane = GroupCommit(insert, most=2)
        lane.start()
        waiting = [asyncio.ensure_future(lane.put(n)) for n in range(7)]
        await asyncio.sleep(0)
        await lane.stop()
        return await asyncio.gather(*waiting)

    assert len(asyncio.run(go())) == 7
    assert rows() == list(range(7))


def test_whoever_went_away_is_written_all_the_same(table):
    async def go():
        lane = GroupCommit(insert)
        lane.start()
        gone = asyncio.ensure_future(lane.put(1))
        await asyncio.sleep(0)
        gone.cancel()
        assert await lane.put(2) == "wrote 2"
        await lane.stop()

    asyncio.run(go())
    assert rows() == [1, 2]


def test_a_lost_connection_is_tried_again_and_then_said(table):
    faults = [OperationalError("gone")]

    def write(numbers):
        if faults:
            raise faults.pop()
        return insert(numbers)

    assert through(write, [1, 2])[0] == ["wrote 1", "wrote 2"]
    faults += [OperationalError("gone")] * 2
    answers, _lane = through(write, [3])
    assert isinstance(answers[0], Unwritten)
    assert rows() == [1, 2]


def test_a_mistake_of_ours_is_told_and_not_taken_for_the_database(table):
    answers, _lane = through(lambda numbers: numbers[1:], [1, 2])
    assert [type(a) for a in answers] == [RuntimeError, RuntimeError]


CHILD = """
import asyncio, django
django.setup()
from tests.kernel.test_groupcommit import TABLE, insert
from django.db import connection
from huying.kernel.groupcommit import GroupCommit

def table():
    with connection.cursor() as cursor:
        cursor.execute(TABLE)
    connection.close()

async def send(lane, first):
    for n in range(first, 10**6, 20):
        await lane.put(n)
        print(n, flush=True)

async def go():
    lane = GroupCommit(insert)
    await asyncio.to_thread(table)
    lane.start()
    await asyncio.gather(*(send(lane, k) for k in range(20)))

asyncio.run(go())
"""


def test_what_was_answered_before_a_kill_is_there(own_database):
    env = {**os.environ, "DATABASE_URL": own_database, "DJANGO_SETTINGS_MODULE": "huying.project.settings"}
    child = subprocess.Popen([sys.executable, "-c", CHILD], env=env, stdout=subprocess.PIPE, text=True)
    told = [int(child.stdout.readline()) for _ in range(200)]
    child.send_signal(signal.SIGKILL)
    told += [int(line) for line in child.stdout if line.endswith("\n")]
    child.wait()
    other = connection.copy()
    if connection.vendor == "sqlite":
        other.settings_dict = {**other.settings_dict, "NAME": own_database.removeprefix("sqlite:///")}
    else:
        other.settings_dict = {**other.settings_dict, "NAME": own_database.rpartition("/")[2]}
    with other.cursor() as cursor:
        cursor.execute("SELECT number FROM lane")
        there = [n for (n,) in cursor.fetchall()]
    other.close()
    assert set(told) <= set(there)
    assert len(there) == len(set(there))
