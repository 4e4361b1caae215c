"""How words become arguments: what is mistyped is answered with what comes near, by the command it was meant for."""

import argparse
import sys

from imagen_course.choices import Unknown
from imagen_course.cli import messages

__all__ = ["Parser"]

_NAMES = 12  # columns for the name of a command


class Parser(argparse.ArgumentParser):
    """A parser of arguments that knows what comes near to a word it does not know.

    Parameters
    ----------
    prog : str
        What the command is called.
    chapters : dict of str to dict of str to str, optional
        By what they are for: the commands, and a short line for each. The help is then this list.
    **options
        Those of `argparse.ArgumentParser`.

    Examples
    --------
    >>> parser = Parser("imagen-course draw")
    >>> _ = parser.add_argument("--world", choices=("scenes", "digits"))
    >>> parser.parse_args(["--world", "digits"]).world
    'digits'
    """

    def __init__(self, prog=None, *, chapters=None, **options):
        super().__init__(prog, **options)
        self.chapters = chapters

    def format_help(self):
        """Return the help.

        Returns
        -------
        str
        """
        if not self.chapters:
            return super().format_help()
        lines = [self.format_usage(), self.description, "", "commands:"]
        for purpose, commands in self.chapters.items():
            lines += ["", f"  {purpose}", *(f"    {name:<{_NAMES}}{line}" for name, line in commands.items())]
        return "\n".join([*lines, "", f"options, arguments and examples of a command: {self.prog} COMMAND --help", ""])

    def _check_value(self, action, value):
        if action.choices is None or value in action.choices:
            return
        if isinstance(action, argparse._SubParsersAction):
            self.fail(Unknown(f"there is no command {value!r}", value, action.choices))
        name = "/".join(action.option_strings) or action.metavar
        self.fail(Unknown(f"{name} cannot be {value!r}", value, action.choices))

    def refuse(self, words):
        """Say of words that are left over what comes near to the first of them, and exit.

        Parameters
        ----------
        words : list of str
        """
        word = next((word for word in words if word.startswith("-")), words[0]).partition("=")[0]
        options = [option for action in self._actions for option in action.option_strings]
        self.fail(Unknown(f"{self.prog.rpartition(' ')[2]} takes no {word!r}", word, options))

    def fail(self, error):
        """Print the usage of this command and what is wrong, and exit with status 2.

        Parameters
        ----------
        error : choices.Unknown
        """
        self.print_usage(sys.stderr)
        messages.failed(error)
        self.exit(2)
