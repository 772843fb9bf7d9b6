"""How much is asked at the same time, and how often by one: counted, refused beyond the bounds, and forgotten again."""

import asyncio

import httpx
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.limits import REMEMBERED, Bounded, Bounds, Rate, client_of


class Gate:
    """An application that answers once it is opened."""

    def __init__(self) -> None:
        self.open = asyncio.Event()
        self._arrived = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._arrived += 1
        await self.open.wait()
        await PlainTextResponse("answer")(scope, receive, send)

    async def reached_by(self, requests: int) -> None:
        async with asyncio.timeout(60):
            while self._arrived < requests:
                await asyncio.sleep(0.001)


def _from(address: str, app: Bounded) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app, client=(address, 1)), base_url="http://api")


def test_what_is_asked_beyond_the_bound_at_the_same_time_is_not_yet_and_harms_nobody() -> None:
    async def ask() -> None:
        # given as many requests under way as there may be
        gate = Gate()
        bounded = Bounded(gate, Bounds(at_once=3, share=1))
        async with _from("203.0.113.7", bounded) as client, _from("203.0.113.8", bounded) as other:
            under_way = [asyncio.create_task(client.get("/trajectories")) for _ in range(3)]
            await gate.reached_by(3)
            # when one more comes
            refused = await other.get("/trajectories")
            # then it is told to come back, the others are answered, and there is room again
            assert (refused.status_code, refused.json()["type"], refused.headers["Retry-After"]) == (503, "/problems/not-yet", "1")
            gate.open.set()
            assert [answer.status_code for answer in await asyncio.gather(*under_way)] == [200] * 3
            assert (await other.get("/trajectories")).status_code == 200

    asyncio.run(ask())


def test_who_watches_the_server_is_answered_all_the_same() -> None:
    async def ask() -> None:
        gate = Gate()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Bounded(gate, Bounds(at_once=1))), base_url="http://api") as client:
            under_way = [asyncio.create_task(client.get(path)) for path in ("/trajectories", "/health/live")]
            await gate.reached_by(2)
            gate.open.set()
            assert [answer.status_code for answer in await asyncio.gather(*under_way)] == [200, 200]

    asyncio.run(ask())


def test_one_client_has_no_more_than_its_share_under_way_and_others_go_on() -> None:
    async def ask() -> None:
        # given one client that has its share under way
        gate = Gate()
        bounded = Bounded(gate, Bounds(at_once=8, share=0.25))
        async with _from("203.0.113.7", bounded) as greedy, _from("203.0.113.8", bounded) as other:
            under_way = [asyncio.create_task(greedy.get("/trajectories")) for _ in range(2)]
            await gate.reached_by(2)
            # when it asks more
            refused = await greedy.get("/trajectories")
            # then it is told to come back, on a connection of which nothing more is read
            assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-requests")
            assert (refused.headers["Retry-After"], refused.headers["Connection"]) == ("1", "close")
            # and another is answered, and it too once there is room again
            under_way.append(asyncio.create_task(other.get("/trajectories")))
            await gate.reached_by(3)
            gate.open.set()
            assert [answer.status_code for answer in await asyncio.gather(*under_way)] == [200] * 3
            assert (await greedy.get("/trajectories")).status_code == 200

    asyncio.run(ask())


@pytest.mark.parametrize(
    ("one", "another", "the_same"),
    [
        ("203.0.113.7", "203.0.113.8", False),
        ("203.0.113.7", "::ffff:203.0.113.7", True),
        ("::ffff:203.0.113.7", "::ffff:203.0.113.8", False),
        ("2001:db8:0:1::7", "2001:db8:0:1:ffff::8", True),
        ("2001:db8:0:1::7", "2001:db8:0:2::7", False),
        ("fe80::7%eth0", "fe80::8%eth0", True),
        ("unix", "unix", True),
        ("unix", "another", False),
    ],
)
def test_a_network_of_one_subscriber_is_one_client(one: str, another: str, the_same: bool) -> None:
    """Who has an address of IPv6 has 2^64 of them."""
    assert (client_of(one) == client_of(another)) is the_same


def test_what_is_no_longer_under_way_is_not_remembered() -> None:
    async def ask() -> None:
        gate = Gate()
        gate.open.set()
        bounded = Bounded(gate, Bounds())
        for number in range(100):
            async with _from(f"203.0.113.{number}", bounded) as client:
                await client.get("/trajectories")
        assert not bounded._of_one

    asyncio.run(ask())


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minute_s_worth_may_come_at_once_and_then_evenly() -> None:
    clock = Clock()
    rate = Rate(60, clock)
    assert [rate.wait("a") for _ in range(60)] == [0] * 60
    assert 0 < rate.wait("a") <= 1
    assert rate.wait("b") == 0  # of somebody else
    clock.now += 1
    assert rate.wait("a") == 0
    assert rate.wait("a") > 0
    clock.now += 60
    assert [rate.wait("a") for _ in range(60)] == [0] * 60


def test_being_refused_makes_nobody_wait_longer() -> None:
    clock = Clock()
    rate = Rate(1, clock)
    assert rate.wait("a") == 0
    waits = [rate.wait("a") for _ in range(100)]
    assert waits == [60.0] * 100


def test_it_does_not_remember_without_end() -> None:
    clock = Clock()
    rate = Rate(60, clock)
    for number in range(REMEMBERED):
        rate.wait(str(number))
    clock.now += 120
    rate.wait("one more")
    assert len(rate._spent) == 1
