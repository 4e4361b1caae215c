"""What a command is: a name, a function, and what its help says. A file of this folder declares one as ``COMMAND``."""

import argparse
import re
import textwrap
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Command", "Group", "add_commands", "brief", "check_out"]

_WIDTH = 78  # of what a command says of itself: 80 columns have a margin


class Command(NamedTuple):
    r"""One command of the command line.

    Attributes
    ----------
    name : str
        As it is typed.
    run : callable
        Takes the parsed arguments, an `argparse.Namespace`; returns an exit status, or whether something failed.
    summary : str
        What it does: first a short sentence, which stands in the list of all commands, then the details.
    examples : list of str
        As they are typed, without ``imagen-course``.
    add_arguments : callable, optional
        Takes the command's `argparse.ArgumentParser` and adds arguments and options.

    Examples
    --------
    >>> commands = argparse.ArgumentParser().add_subparsers()
    >>> Command("ready", lambda arguments: 0, "Is this machine ready?", ["ready"]).add(commands)
    >>> commands.choices["ready"].epilog
    'examples:\n  imagen-course ready'
    """

    name: str
    run: Callable
    summary: str
    examples: list
    add_arguments: Callable = lambda parser: None

    def add(self, commands):
        """Add the command to those of a parser.

        Parameters
        ----------
        commands : object
            What ``argparse.ArgumentParser.add_subparsers`` returns.
        """
        epilog = "examples:\n" + "\n".join(f"  imagen-course {example}" for example in self.examples)
        layout = {"formatter_class": argparse.RawDescriptionHelpFormatter, "epilog": epilog}
        summary = textwrap.fill(self.summary, _WIDTH)
        parser = commands.add_parser(self.name, help=brief(self.summary), description=summary, **layout)
        parser.set_defaults(run=self.run, parser=parser)
        self.add_arguments(parser)


class Group(NamedTuple):
    """Commands behind a common word, such as ``data list`` and ``data fetch``.

    Attributes
    ----------
    name : str
    summary : str
    commands : list of Command

    Examples
    --------
    >>> parser = argparse.ArgumentParser()
    >>> where = Command("where", lambda arguments: print("here"), "Print the folder.", ["data where"])
    >>> Group("data", "The data sets.", [where]).add(parser.add_subparsers())
    >>> parser.parse_args(["data", "where"]).run(None)
    here
    """

    name: str
    summary: str
    commands: list

    def add(self, commands):
        """Add the group to the commands of a parser.

        Parameters
        ----------
        commands : object
            What ``argparse.ArgumentParser.add_subparsers`` returns.
        """
        parser = commands.add_parser(self.name, help=brief(self.summary), description=self.summary)
        add_commands(parser, self.commands)


def brief(summary):
    """Return the first sentence of what a command says of itself.

    Parameters
    ----------
    summary : str

    Returns
    -------
    str

    Examples
    --------
    >>> brief("Is this machine ready? Each line is OK, or says what to do.")
    'Is this machine ready?'
    """
    return re.split(r"(?<=[.?]) ", summary, maxsplit=1)[0]


def add_commands(parser, commands):
    """Add commands to a parser; where none of them is named, its help is shown.

    Parameters
    ----------
    parser : argparse.ArgumentParser
    commands : list of Command and Group

    Examples
    --------
    >>> parser = argparse.ArgumentParser("imagen-course")
    >>> add_commands(parser, [Command("ready", lambda arguments: print("yes"), "Is it?", ["ready"])])
    >>> parser.parse_args(["ready"]).run(None)
    yes
    """

    def show_help(arguments):
        parser.print_help()
        return 0

    parser.set_defaults(run=show_help, parser=parser)
    own = parser.add_subparsers(title="commands", metavar="COMMAND")
    for command in commands:
        command.add(own)


def check_out(paths, suffix, *, force):
    """Say so where ``--out`` has another ending than a command writes, or would replace something without ``--force``.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        What ``--out`` names, and what is written beside it.
    suffix : str
    force : bool

    Raises
    ------
    ValueError

    Examples
    --------
    >>> from pathlib import Path
    >>> check_out([Path("sheet.jpg")], ".png", force=True)
    Traceback (most recent call last):
    ValueError: --out must end in .png, got sheet.jpg
    """
    if paths[0].suffix != suffix:
        raise ValueError(f"--out must end in {suffix}, got {paths[0]}")
    if there := [path for path in paths if path.exists() and not force]:
        raise ValueError(f"{there[0]} exists already: --force replaces it, --out writes elsewhere")
