"""``imagen-course completion``: a script by which a shell completes commands, options and names, made from the parser."""

import argparse
from pathlib import Path

from imagen_course.cli.command import Command

__all__ = ["COMMAND"]

_SHELLS = "bash", "zsh", "fish"


def _completion(arguments):
    import shtab

    from imagen_course import cli

    parser = cli.parser()
    for action in _actions(parser):
        _tell_choices(action)
    print(shtab.complete(parser, arguments.shell))
    return 0


def _actions(parser):
    """Every argument and option of a parser and of those below it."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for own in action.choices.values():
                yield from _actions(own)


def _tell_choices(action):
    """Say of an argument what may stand there: a file, a folder, or names that are known by now."""
    import shtab

    if action.dest in ("lesson", "lessons"):
        from imagen_course import syllabus

        action.choices = [lesson.slug for lesson in syllabus.LESSONS]
    elif action.dest == "names" and action.metavar == "NAME":
        from imagen_course import datasets

        action.choices = [entry.name for entry in datasets.available()]
    elif action.type is Path:
        action.complete = shtab.DIRECTORY if action.metavar in ("DIR", "FOLDER") else shtab.FILE


def _add_arguments(parser):
    parser.add_argument("shell", choices=_SHELLS, metavar="SHELL", help=", ".join(_SHELLS))


_EXAMPLES = [
    "completion bash > ~/.local/share/bash-completion/completions/imagen-course",
    "completion zsh > ~/.zsh/_imagen-course          # a folder of your $fpath",
    "completion fish > ~/.config/fish/completions/imagen-course.fish",
]
_SUMMARY = "Print a script by which your shell completes commands."
COMMAND = Command("completion", _completion, _SUMMARY, _EXAMPLES, _add_arguments)
