"""What HTTP alone costs: a route of FastAPI that reads a body like that of a recording, does nothing, and answers like one.

`python -m bench.recording.noop PORT`: on uvicorn, in one process, as ours.
"""

import sys
from datetime import date

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

PATH, READY = "/noop", "/ready"

app = FastAPI()


class Said(BaseModel):
    about: str
    form: str
    agrees: str
    summary: str
    occurred_on: date


@app.get(READY)
async def ready() -> dict[str, bool]:
    return {"ok": True}


@app.post(PATH, status_code=201)
async def noop(said: Said) -> dict[str, object]:
    return {"trajectory_id": "00000000-0000-4000-8000-000000000000", "version": 51, "position": 12345, "findings": []}


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)
