"""How much is asked at the same time, and how often by one: counted, refused beyond the bounds, and forgotten again."""

import asyncio

import httpx
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.limits import REMEMBERED, Bounded, Bounds, Rate


class Gate:
    """An application that answers once it is opened."""

    def __init__(self) -> None:
        self.open = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.open.wait()
        await PlainTextResponse("answer")(scope, receive, send)


def test_what_is_asked_beyond_the_bound_at_the_same_time_is_not_yet_and_harms_nobody() -> None:
    async def ask() -> None:
        # given as many requests under way as there may be
        gate = Gate()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Bounded(gate, Bounds(at_once=3))), base_url="http://api") as client:
            under_way = [asyncio.create_task(client.get("/trajectories")) for _ in range(3)]
            await asyncio.sleep(0.05)
            # when one more comes
            refused = await client.get("/trajectories")
            # then it is told to come back, the others are answered, and there is room again
            assert (refused.status_code, refused.json()["type"], refused.headers["Retry-After"]) == (503, "/problems/not-yet", "1")
            gate.open.set()
            assert [answer.status_code for answer in await asyncio.gather(*under_way)] == [200] * 3
            assert (await client.get("/trajectories")).status_code == 200

    asyncio.run(ask())


def test_who_watches_the_server_is_answered_all_the_same() -> None:
    async def ask() -> None:
        gate = Gate()
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Bounded(gate, Bounds(at_once=1))), base_url="http://api") as client:
            under_way = [asyncio.create_task(client.get(path)) for path in ("/trajectories", "/health/live")]
            await asyncio.sleep(0.05)
            gate.open.set()
            assert [answer.status_code for answer in await asyncio.gather(*under_way)] == [200, 200]

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
