"""Following the log in order, for the library's own programs; our engine reads batches itself."""

from collections.abc import Sequence
from threading import Event
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, InterfaceError, Notification, OperationalError, Subscription

QUICKEST, SLOWEST = 0.02, 1.0
"""Seconds between two looks: quick after an event, slower while nothing happens or the database is away."""

_PAGE = 500


class PollingSubscription(Subscription[ApplicationRecorder]):
    """Yields every notification after `gt`, in order, each once, until it is stopped.

    It holds no connection while it waits and depends on no wake-up: a connection that dies, or a database that restarts,
    delays it and costs nothing else.
    """

    def __init__(self, recorder: ApplicationRecorder, gt: int | None = None, topics: Sequence[str] = ()) -> None:
        super().__init__(recorder, gt, topics)
        self._page: list[Notification] = []
        self._stopped = Event()

    def stop(self) -> None:
        super().stop()
        self._stopped.set()

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        super().__exit__(*args, **kwargs)

    def __next__(self) -> Notification:
        pause = QUICKEST
        while not self._stopped.is_set():
            if not self._page:
                self._page = self._next_page()
            if self._page:
                notification = self._page.pop(0)
                self._last_notification_id = notification.id
                return notification
            self._stopped.wait(pause)
            pause = min(2 * pause, SLOWEST)
        raise StopIteration

    def _next_page(self) -> list[Notification]:
        try:
            return list(
                self._recorder.select_notifications(
                    start=self._last_notification_id, limit=_PAGE, topics=self._topics, inclusive_of_start=False
                )
            )
        except (OperationalError, InterfaceError):
            return []
