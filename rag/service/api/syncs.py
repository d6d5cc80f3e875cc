"""The routes by which programs have a library brought up to date, and watch it."""

import asyncio
import json
from collections.abc import AsyncIterator

from fastapi import APIRouter
from fastapi.responses import Response, StreamingResponse

from rag.render.library_schema import SourceJson
from rag.service.api.events import STREAMED, event, stream
from rag.service.api.objects import JobJson
from rag.service.api.sent import SyncSent
from rag.service.people.needs import needs
from rag.service.people.roles import Role
from rag.settings import Settings
from rag.ui import errands
from rag.ui.library_job import LibraryJob
from rag.wiring_web import followed

_LOOK = 0.2
"""Seconds between two looks at a sync."""


def add_syncs(router: APIRouter, job: LibraryJob, settings: Settings) -> None:
    """Add the routes of a library's sync.

    Args:
        router: takes them.
        job: what syncs.
        settings: the settings in force.
    """
    editing = [needs(Role.EDITOR)]

    @router.get("/sources", tags=["Sync"], dependencies=editing)
    def sources() -> list[SourceJson]:
        """List what is followed."""
        return [SourceJson.from_source(one) for one in followed(settings=settings)]

    @router.get("/sync", tags=["Sync"])
    def state() -> JobJson:
        """Tell how the sync stands."""
        return JobJson.from_state(job.state)

    @router.get("/sync/events", tags=["Sync"], response_class=StreamingResponse, responses=STREAMED)
    def events() -> Response:
        """Tell how the sync stands whenever that changes, until it has ended."""
        return stream(_job_events(job))

    @router.post("/sync", tags=["Sync"], status_code=202, dependencies=editing)
    def sync(sent: SyncSent) -> JobJson:
        """Begin to bring the library up to date with what is followed."""
        job.start((errands.of_web if sent.web else errands.of_files)(settings))
        return JobJson.from_state(job.state)

    @router.post("/sync/confirm", tags=["Sync"], dependencies=editing)
    def confirm() -> JobJson:
        """Let more than half of the articles leave, where the sync asks for it."""
        job.confirm()
        return JobJson.from_state(job.state)

    @router.post("/sync/stop", tags=["Sync"], dependencies=editing)
    def stop() -> JobJson:
        """End the sync before its next file or batch."""
        job.stop()
        return JobJson.from_state(job.state)


async def _job_events(job: LibraryJob) -> AsyncIterator[str]:
    version = None
    while True:
        state = job.state
        if state.version != version:
            version = state.version
            yield event(json.loads(JobJson.from_state(state).model_dump_json()), "sync")
        if not state.running:
            return
        await asyncio.sleep(_LOOK)
