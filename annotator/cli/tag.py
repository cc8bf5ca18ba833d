"""`annotator tag`: name the state the project is in, to export it later as it was."""

from __future__ import annotations

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import tags
from annotator.cli.common.console import progress_where_long, put_json, say, shown, table
from annotator.cli.common.settings import Settings
from annotator.domain.text.moments import local_time
from annotator.plural import counted

ORDER = 65
_SET = "set"


class _Tag(Verbs):
    """The verb, of which what is none of its verbs is the name of a new tag."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """`tag NAME` is `tag set NAME`, unless it looks like a slip of another verb."""
        from annotator.errors import did_you_mean

        word = args[0]
        if word not in self.commands and not word.startswith("-") and (meant := did_you_mean(word, self.commands)):
            raise click.UsageError(
                f"`tag` has no verb {word!r}.{meant} `annotator tag set {word}` sets a tag of that name."
            )
        return super().resolve_command(ctx, args if args[0] in self.commands else [_SET, *args])


@click.group(cls=_Tag, invoke_without_command=True)
@click.pass_context
def tag(context: click.Context) -> int:
    r"""Name the state the project is in: every decision up to now, the articles, the labels.

    `annotator tag NAME` sets a tag, as `tag set NAME` does. `annotator export --at NAME` writes what was there, the
    same bytes whatever is decided, added, put away or relabelled later. A tag belongs to one file: `annotator backup`
    keeps it, `merge` and `handout` do not take it along.

    \b
    annotator tag v1.0 --note "first release"
    annotator tag
    annotator export --at v1.0
    """
    if context.invoked_subcommand is None:
        context.invoke(show_all)
    return 0


@tag.command(_SET)
@click.argument("name")
@click.option("--note", metavar="TEXT", default="", help="What it is.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def new(settings: Settings, name: str, note: str, as_json: bool) -> None:
    """Tag the project as it is now.

    Example: annotator tag set v1.0 --note "first release"
    """
    from annotator.services.exporting.tags import set_tag

    with settings.opened() as store, progress_where_long("Comparing texts") as advance:
        made = set_tag(store, name, by=settings.annotator, note=note, progress=advance)
    if as_json:
        put_json(made.as_json())
    else:
        say(f"{shown(made.name)}: {counted(made.articles, 'article')}, {counted(made.last, 'decision')}.")


@tag.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show_all(settings: Settings, as_json: bool = False) -> None:
    """List the tags, the oldest first.

    Example: annotator tag list --json
    """
    from annotator.storage.tags.tags import tags as every

    with settings.opened() as store:
        found = every(store)
    if as_json:
        put_json([one.as_json() for one in found])
    elif not found:
        say("There is no tag: `annotator tag NAME` sets one.")
    else:
        table(
            ("tag", "at", "by", "articles", "decisions", "note"),
            (
                (shown(one.name, 30), local_time(one.at), shown(one.by, 20), f"{one.articles:,}",
                 f"{one.last:,}", shown(one.note, 60))
                for one in found
            ),
        )  # fmt: skip


@tag.command()
@click.argument("name", shell_complete=tags)
@click.pass_obj
def drop(settings: Settings, name: str) -> None:
    """Take a tag away; no decision goes with it.

    Example: annotator tag drop v1.0
    """
    from annotator.services.exporting.tags import remove_tag

    with settings.opened() as store:
        gone = remove_tag(store, name)
    say(f"The tag {shown(gone.name)} is taken away; every decision stays.")
