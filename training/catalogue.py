"""What the bucket holds: each version's publication record, and all of them as a table."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lambda_fn.manifest import MANIFEST_FILE, MODEL_FILE
from lambda_fn.pointer import FOLDER, object_keys
from training.in_use import InUse
from training.shelf import Listed, Shelf

RECORD_FILE = "published.json"  # beside the model: when it was published, and why if forced
FIGURES = {
    "mnist": ("MNIST", "right"),
    "plain": ("plain", "right"),
    "others": ("others", "refused"),
}
WHOLE = {MODEL_FILE, MANIFEST_FILE}


@dataclass(frozen=True)
class Entry:
    """A version in the bucket; `figures` are fractions, None where the manifest has none."""

    version: str
    published: datetime
    size: int
    figures: tuple[float | None, ...]
    remark: str


def note(shelf: Shelf, version: str, forced: str | None, now: datetime) -> None:
    """Record when `version` was published and why it was forced, unless that is there already."""
    key = _record_key(version)
    held = shelf.held(key)
    if held is None or _record(held.body).get("forced") != forced:
        record = {"published": now.isoformat(timespec="seconds"), "forced": forced}
        shelf.put(key, json.dumps(record, ensure_ascii=False).encode(), over=held)


def entries(shelf: Shelf) -> list[Entry]:
    """Every version that the bucket holds anything of, the earliest first."""
    found: dict[str, dict[str, Listed]] = {}
    for item in shelf.listing(FOLDER):
        version, separator, name = item.key.removeprefix(FOLDER).partition("/")
        if separator:
            found.setdefault(version, {})[name] = item
    read = [_entry(shelf, version, files) for version, files in found.items()]
    return sorted(read, key=lambda entry: entry.published)


def table(shelf: Shelf) -> str:
    """The catalogue for the terminal, with a star at the version in use."""
    in_use = InUse.read(shelf)
    found = entries(shelf)
    if not found:
        return f"{shelf.bucket} holds no model"
    width = max(len(entry.version) for entry in found)
    titles = "".join(f"{title:>8}" for title, _ in FIGURES.values())
    lines = [f"  {'version':{width}}  {'published, UTC':16}{titles}{'bytes':>11}"]
    lines += [_line(entry, width, starred=entry.version == in_use.version) for entry in found]
    if in_use.version not in {entry.version for entry in found}:
        lines.append(f"the pointer names {in_use.version or 'no version'}: none of these is in use")
    return "\n".join(lines)


def _entry(shelf: Shelf, version: str, files: dict[str, Listed]) -> Entry:
    record = _record(shelf.get(_record_key(version)) if RECORD_FILE in files else None)
    manifest = _record(shelf.get(object_keys(version)[1]) if MANIFEST_FILE in files else None)
    metrics = manifest.get("metrics")
    remarks = [f"incomplete: no {name}" for name in sorted(WHOLE - set(files))]
    if record.get("forced"):
        remarks.append(f"forced: {record['forced']}")
    return Entry(
        version=version,
        published=_time(record.get("published")) or max(item.modified for item in files.values()),
        size=files[MODEL_FILE].size if MODEL_FILE in files else 0,
        figures=tuple(_figure(metrics, name, figure) for name, (_, figure) in FIGURES.items()),
        remark="; ".join(remarks),
    )


def _line(entry: Entry, width: int, *, starred: bool) -> str:
    figures = "".join(f"{'-' if f is None else f'{f:.2%}':>8}" for f in entry.figures)
    published = entry.published.astimezone(UTC)
    line = f"{'*' if starred else ' '} {entry.version:{width}}  {published:%Y-%m-%d %H:%M}{figures}"
    return f"{line}{entry.size:>11,}  {entry.remark}".rstrip()


def _record_key(version: str) -> str:
    return f"{FOLDER}{version}/{RECORD_FILE}"


def _record(content: bytes | None) -> dict[str, Any]:
    """A JSON object; empty where it is none, so that one bad file does not hide the others."""
    try:
        record = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        return {}
    return record if isinstance(record, dict) else {}


def _figure(metrics: Any, of: str, figure: str) -> float | None:
    summary = metrics.get(of) if isinstance(metrics, dict) else None
    value = summary.get(figure) if isinstance(summary, dict) else None
    return value if isinstance(value, int | float) else None


def _time(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
