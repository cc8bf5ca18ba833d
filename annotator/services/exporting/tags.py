"""`annotator tag`: names for the state that a project is in, by which it is exported later as it was."""

from __future__ import annotations

from datetime import UTC, datetime

from annotator.domain.decisions import time_text
from annotator.domain.sanitise import one_line
from annotator.domain.text.moments import local_date
from annotator.errors import WrongUsage, did_you_mean
from annotator.progress import ProgressCallback
from annotator.services.likeness import group
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag, drop_tag, put_tag, tags

_LONGEST = 100


def set_tag(
    store: Store, name: str, *, by: str, note: str = "", progress: ProgressCallback = lambda _done, _of: None
) -> Tag:
    """Tag the project as it is. Raises `WrongUsage` for a name that is none or there already, `ProjectBusy`.

    Groups of near-duplicates that are not known yet are made and stored, so that a split stays what it is.
    """
    name, note = name.strip(), note.strip()
    try:
        (name + note).encode()
    except UnicodeEncodeError:
        raise WrongUsage("The name of a tag and its note are Unicode text.") from None
    if not name or len(name) > _LONGEST or one_line(name) != name:
        raise WrongUsage(f"The name of a tag has 1 to {_LONGEST} characters, all on one line.")
    group(store, progress)
    with store.write():
        if before := _found(store, name):
            raise WrongUsage(
                f"There is a tag {name!r} already, of {local_date(before.at)}: "
                "choose another name, or `annotator tag drop`."
            )
        put_tag(store, name, at=time_text(datetime.now(UTC)), by=by, note=note)
    return tag_named(store, name)


def tag_named(store: Store, name: str) -> Tag:
    """The tag of that name. Raises `WrongUsage` where there is none."""
    if found := _found(store, name):
        return found
    names = [one.name for one in tags(store)]
    there = f"There are: {', '.join(names)}." if names else "There are none: `annotator tag NAME` sets one."
    raise WrongUsage(f"There is no tag {name!r}.{did_you_mean(name, names)} {there}")


def remove_tag(store: Store, name: str) -> Tag:
    """Take a tag away, and give it. Raises `WrongUsage` where there is none, `ProjectBusy`."""
    with store.write():
        found = tag_named(store, name)
        drop_tag(store, name)
    return found


def _found(store: Store, name: str) -> Tag | None:
    return next((one for one in tags(store) if one.name == name), None)
