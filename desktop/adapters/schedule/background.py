"""``ports.schedule`` by APScheduler: in UTC, because a local clock strikes twice in October; in memory, because the own
tables are the truth and say after a start what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any


class BackgroundSchedule:
    """Costs nothing until something is scheduled: the library takes 170 ms to import."""

    def __init__(self) -> None:
        self._scheduler: Any = None

    def at(self, name: str, moment: int, post: Callable[[], None]) -> None:
        when = datetime.fromtimestamp(moment, UTC)
        self._running().add_job(post, "date", run_date=when, id=name, replace_existing=True)

    def close(self) -> None:
        if self._scheduler is not None:
            # Waits for the round that has just posted: it would look for its job in a scheduler that is shut down.
            self._scheduler.remove_all_jobs()
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def _running(self) -> Any:
        if self._scheduler is None:
            from apscheduler.schedulers.background import BackgroundScheduler

            defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
            self._scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
            self._scheduler.start()
        return self._scheduler
