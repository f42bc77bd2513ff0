"""The command ``aic``: its global options, its commands by name, and the one place where errors are printed."""

import importlib
import io
import os
import sys
from typing import Annotated, NoReturn

import click
import typer
from typer.core import TyperGroup

from aicompute_cli import __version__
from aicompute_cli.cli.settings import settings_from
from aicompute_cli.errors import AicError
from aicompute_cli.render.terminal import (
    ColourChoice,
    closed_pipe_ends_quietly,
    prepare_streams,
    printable_line,
    silence,
)

INTERRUPTED = 130

_GLOBAL_OPTIONS = ("--corpus", "--encoding", "--color", "--debug", "--version")

# Each command, with its line in the help, in this order. A command's module is imported when the command is
# run or its help is asked for, so that no command pays for the others.
COMMANDS = {
    "search": "Show the best passages for a query.",
    "ask": "Answer a question with its evidence, or say why the corpus does not.",
    "facts": "Show the quantities that the documents claim.",
    "entities": "Show who and what the documents name.",
    "docs": "List the documents: what is known of them, and what was repaired.",
    "show": "Print a document, with a place in it marked.",
    "extract": "Print the facts, entities, quantities, periods, sentences or words of any text.",
    "index": "Bring the index up to date and say what changed.",
    "status": "Say where corpus and index are, and what is stale.",
}


class LazyGroup(TyperGroup):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102 - click's
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002, D102
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, D102
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"aicompute_cli.cli.{cmd_name}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _print_version(value: bool) -> None:
    if value:
        sys.stdout.write(f"aic {__version__}\n")
        raise typer.Exit


@app.callback()
def aic(
    ctx: typer.Context,
    corpus: Annotated[
        list[str] | None,
        typer.Option(
            "--corpus", metavar="DIR", help="A folder of articles, or one file; may repeat. [env: AIC_CORPUS]"
        ),
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", metavar="NAME", help="Read every file in this encoding.")
    ] = None,
    color: Annotated[ColourChoice, typer.Option("--color", help="When to colour the output.")] = "auto",
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Search folders of Chinese articles and list the figures that they claim; offline, cited to the character.

    Without --corpus and AIC_CORPUS, the bundled corpus is asked.
    """
    ctx.obj = settings_from(tuple(corpus or ()), encoding, color, debug)


def main(args: list[str] | None = None) -> NoReturn:
    """Run the command line and exit with its status; errors are one line on stderr."""
    prepare_streams()
    command = typer.main.get_command(app)
    try:
        with closed_pipe_ends_quietly():
            status = command.main(args, prog_name="aic", standalone_mode=False)
    except (KeyboardInterrupt, click.Abort):
        status = INTERRUPTED
    except click.ClickException as error:
        status = _report_usage(error)
    except AicError as error:
        if "--debug" in (sys.argv if args is None else args):
            raise
        _report(str(error))
        status = error.exit_status
    except OSError as error:
        silence(sys.stdout)
        _report(f"{error.filename or 'cannot write the output'}: {error.strerror}")
        status = AicError.exit_status
    except SystemExit as ended:  # click ends with 1 where help meets a closed pipe
        status = ended.code if isinstance(sys.stdout, io.TextIOBase) else 0
    _leave(status if isinstance(status, int) else 0)


def _leave(status: int) -> NoReturn:
    """End the process at once: taking down the interpreter and its modules takes a sixth of a warm search.

    Nothing is lost by it: stdout is flushed, files are written and closed where they are written, and no
    thread or process outlives its command.
    """
    sys.stderr.flush()
    if "multiprocessing" in sys.modules:  # which has semaphores to give back
        sys.exit(status)
    os._exit(status)


def _report(message: str) -> None:
    sys.stderr.write(f"aic: {printable_line(message)}\n")


def _report_usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stderr.write(f"{error.format_message()}\n")
        return error.exit_code
    message = error.format_message().rstrip(".?")
    if isinstance(error, click.NoSuchOption) and error.option_name in _GLOBAL_OPTIONS:
        message += f"; it goes before the command: aic {error.option_name} … COMMAND"
    context = getattr(error, "ctx", None)
    _report(f"{message}. See: {context.command_path} --help" if context else message)
    return error.exit_code
