"""Whether a version that is pinned has a published vulnerability: `python tools/audit.py constraints.txt`, part of `make check`.

pip-audit asks the services in turn until one answers. A service that cannot be reached is no vulnerability: that is said, and the check
passes. `JEUGDSPOOR_OSV_URL` names another address of the first, such as a mirror.
"""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pip_audit  # noqa: F401  # where it is missing the check fails here, and is not taken for a service that is away

SERVICES = ("osv", "pypi")
OSV_URL = "JEUGDSPOOR_OSV_URL"

ANSWERING, ALL_TOGETHER = 5, 25
"""Seconds that a service may take for one answer, and for all of them."""

_PIN = re.compile(r"(#.*)?|[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+")

Answer = list[dict[str, Any]]
"""A pin each: `name`, and `version` with `vulns` (each an `id`, `fix_versions`), or the reason of `skip_reason`."""


def main(pins: Path) -> int:
    """The exit code: 1 if anything is known of a pin, 0 if nothing is or nobody could be asked."""
    if wrong := [line for line in pins.read_text(encoding="utf-8").splitlines() if not _PIN.fullmatch(line.strip())]:
        print(f"audit: {pins}: no pin: {wrong[0]}", file=sys.stderr)
        return 1
    for service in SERVICES:
        answer = asked(service, pins)
        known = [pin for pin in answer if "vulns" in pin]
        if not known:
            print(f"audit: {service} cannot be asked from here.", file=sys.stderr)
            continue
        found = [(pin, vulnerability) for pin in known for vulnerability in pin["vulns"]]
        for pin, vulnerability in found:
            mended = ", ".join(vulnerability["fix_versions"]) or "nothing yet"
            print(f"audit: {pin['name']} {pin['version']}: {vulnerability['id']}, mended by {mended}.", file=sys.stderr)
        if unknown := [pin["name"] for pin in answer if "vulns" not in pin]:
            print(f"audit: {service} does not know {', '.join(unknown)}.", file=sys.stderr)
        print(f"audit: {service} knows {len(found)} vulnerabilities of {len(known)} pins.")
        return 1 if found else 0
    print(f"audit: NOT DONE. No service could be asked, so nothing is known of {pins}. Run it where there is internet.", file=sys.stderr)
    return 0


def asked(service: str, pins: Path) -> Answer:
    """What the service says of each pin; nothing if it cannot be reached, or not in time."""
    where = ["--osv-url", os.environ[OSV_URL]] if service == "osv" and OSV_URL in os.environ else []
    asking = [sys.executable, "-m", "pip_audit", "--requirement", str(pins), "--no-deps", "--disable-pip", "--format", "json"]
    asking += ["--progress-spinner", "off", "--vulnerability-service", service, "--timeout", str(ANSWERING), *where]
    try:
        done = subprocess.run(asking, capture_output=True, text=True, timeout=ALL_TOGETHER, check=False)  # noqa: S603  # no input of others
        answer: Answer = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []
    return answer


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
