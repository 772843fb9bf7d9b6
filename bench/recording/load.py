"""The load, from a process of its own: `python -m bench.recording.load`. HTTP/1.1 by hand, since the machine is for those who answer.

Each line that comes in is JSON, and is answered with one: first the cases with what is recorded on them, then any number of jobs. A client
keeps its connection, and sends the next request when the last one is answered.
"""

import asyncio
import json
import re
import sys
from asyncio import Future, Transport
from collections import deque
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import Any, cast
from uuid import uuid4

import uvloop

HOST = "127.0.0.1"

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(slots=True)
class Case:
    """What is sent to record on it, but for the version that is next, and the key."""

    head: bytes
    version: int


@dataclass(slots=True)
class Job:
    """So many requests by so many clients; `took` are the seconds of each that was answered."""

    port: int
    clients: int
    left: int
    cases: deque[Case]
    body: bytes
    took: list[float]


class Refused(Exception):
    """An answer that is none to a recording: nothing was measured."""


class Client(asyncio.Protocol):
    def __init__(self, job: Job) -> None:
        self._job = job
        self._got = b""
        self._began = 0.0
        self._case: Case | None = None
        self._run = uuid4().hex
        self.done: Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("Transport", transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(Refused(f"the connection was closed ({exc})"))

    def send(self) -> None:
        job = self._job
        if not job.left:
            self.done.set_result(None)
            self._transport.close()
            return
        job.left -= 1
        case = self._case = job.cases.popleft()
        self._began = perf_counter()
        key = b"%s-%d" % (self._run.encode(), job.left)
        self._transport.write(b'%sIf-Match: "%d"\r\nIdempotency-Key: %s\r\n\r\n%s' % (case.head, case.version, key, job.body))

    def data_received(self, data: bytes) -> None:
        self._got += data
        head = self._got.find(b"\r\n\r\n")
        if head < 0:
            return
        length = _LENGTH.search(self._got, 0, head)
        if length is None or len(self._got) < head + 4 + int(length[1]):
            return
        self._job.took.append(perf_counter() - self._began)
        if not self._got.startswith(b"HTTP/1.1 201 "):
            self.done.set_exception(Refused(self._got.decode(errors="replace")))
            self._transport.close()
            return
        self._got = b""
        assert self._case is not None
        self._case.version += 1
        self._job.cases.append(self._case)
        self.send()


async def work(job: Job) -> float:
    """Seconds until all are answered; connecting is not among them. Raises `Refused`."""
    loop = asyncio.get_running_loop()
    clients = [client for _, client in [await loop.create_connection(lambda: Client(job), HOST, job.port) for _ in range(job.clients)]]
    began = perf_counter()
    for client in clients:
        client.send()
    await asyncio.gather(*(client.done for client in clients))
    return perf_counter() - began


def _head(path: str, token: str, length: int) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {length}\r\n"
    ).encode()


def _cases(given: dict[str, Any], path: str | None = None) -> deque[Case]:
    length = len(given["body"].encode())
    return deque(Case(_head(path or each["path"], each["token"], length), each["version"]) for each in given["cases"])


def _answered(asked: dict[str, Any], cases: deque[Case], body: bytes) -> dict[str, Any]:
    job, before = Job(asked["port"], asked["clients"], asked["requests"], cases, body, []), process_time()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return {"seconds": runner.run(work(job)), "took": job.took, "cpu": process_time() - before}
    except (Refused, OSError) as refusal:
        return {"refused": str(refusal)}


def main() -> None:
    """Lines in, lines out, until there are no more."""
    given = json.loads(sys.stdin.readline())
    body = given["body"].encode()
    ours, noop = _cases(given), _cases(given, given["noop"])
    print(json.dumps({"cases": len(ours)}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(_answered(asked, noop if asked["noop"] else ours, body)), flush=True)


if __name__ == "__main__":
    main()
