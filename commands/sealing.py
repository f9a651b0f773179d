"""The sealer of the audit trail: while a command works and when it ends, so that no event stays open for long.

What a killed command left is linked by the next one. Every hour in which something happened gets an anchor.
"""

import hashlib
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from commands.leftovers import open_temporary
from commands.logs import log
from digitize.errors import SohoaError
from digitize.record import Event
from digitize.settings import Settings, setting_names
from storage.anchors import Trailing, anchor, seal
from storage.durable import replace_file

_SECONDS = 10.0
_ANCHOR = timedelta(hours=1)
_KNOWN = "settings.json"
_MARK = "sohoa.sealer"


@dataclass(frozen=True)
class _Sealer:
    settings: Settings
    house: Trailing
    ended: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Links in batches until the command ends; for a thread of its own."""
        while not self.ended.wait(_SECONDS):
            self._try(lambda: seal(self.house.catalog))

    def end(self) -> None:
        """The last batch, and an anchor where one is due."""
        self.ended.set()
        self._try(self._finish)

    def _finish(self) -> None:
        _note_settings(self.settings, self.house)
        with open_temporary() as folder:
            anchor(self.house, folder, since=_ANCHOR)

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except SohoaError as error:
            # The act itself is done and told; the next command links its event.
            log.warning("the trail could not be sealed: %s", error)


def seal_in_time(settings: Settings, house: Trailing) -> None:
    """Seals every ten seconds from now on, and when the command ends; once for each command."""
    context = click.get_current_context(silent=True)
    if context is None or _MARK in context.find_root().meta:
        return
    sealer = _Sealer(settings, house)
    context.find_root().meta[_MARK] = sealer
    threading.Thread(target=sealer.work, daemon=True).start()
    context.call_on_close(sealer.end)


def _note_settings(settings: Settings, house: Trailing) -> None:
    """An event that names the settings that are not as the last command found them (no values)."""
    file, now = Path(house.keys.folder) / _KNOWN, _digests(settings)
    try:
        before = json.loads(file.read_text(encoding="ascii"))
    except (OSError, ValueError):
        before = {}
    if before == now:
        return
    names = ",".join(name for name in now if before.get(name) != now[name])
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    with house.catalog.transaction() as transaction:
        transaction.trail.add(Event(at, "settings_changed", "system", "", (("settings", names),)))
    replace_file(file, json.dumps(now).encode())


def _digests(settings: Settings) -> dict[str, str]:
    told = {}
    for name in setting_names():
        section, _, key = name.partition(".")
        value = str(getattr(getattr(settings, section), key))
        told[name] = hashlib.sha256(value.encode()).hexdigest()[:16]
    return told
