"""The screen that the app begins with."""

from __future__ import annotations

from annotator import services
from annotator.domain.claims.scheme import Task as TaskName
from annotator.storage.store import Store
from annotator.storage.worklists.lists import worklists
from annotator.tui import screens
from annotator.tui.host import Host
from annotator.tui.opened_article import Start, first_article

NOTHING_TO_REVIEW = "Nothing to review: finish articles (label, then s) or merge another project."


def show_first(
    app: Host,
    store: Store,
    user: str,
    *,
    start: Start,
    article: str | None,
    order: str,
    worklist: str,
    task: TaskName = "names",
) -> None:
    """Show it: with an article, if one is named, else with the one that comes next, of a list if one is named.

    A `task` is begun in the article, if another one than that of the spans is named.
    Raises `WrongUsage` where there is no such list.
    """
    if start == "second_look":
        screens.OwnWork(app, store, user).look_again()
        return
    if start == "recheck":
        screens.go_through(app, store, user, worklist)
        return
    if worklist:
        app.route = services.route_of(store, user, worklist, reviewing=start == "review")
        article = article or app.route.article
    key = article
    if not key and start == "review":
        key = services.article_to_review(store, user, app.beside.review_queue)
    elif not key and start == "annotate":
        key = first_article(store, user, order)
    if key and start == "review":
        app.review(key, app.listed_at(key))
    elif key:
        app.annotate(key, app.listed_at(key))
        if task != "names" and isinstance(app.screen, screens.AnnotateScreen):
            app.screen.tasks.begin(task)
    else:
        again = services.left_to_see(store, user) if worklists(store) else ""
        app.push_screen(screens.LibraryScreen(store, user, NOTHING_TO_REVIEW if start == "review" else again))
