"""``imagen-course teach``: a photograph taught by clicks, and others named by it. What it does stands in `teaching`."""

import contextlib
from pathlib import Path

from imagen_course.cli.command import Command
from imagen_course.cli.messages import complain, explain, say

__all__ = ["COMMAND"]


def _teach(arguments):
    from imagen_course.teaching import Taught

    if len(arguments.pictures) > 1 and (arguments.file or not arguments.apply):
        raise ValueError("one photograph is taught at a time: name several with --apply alone")
    if arguments.out and not arguments.apply:
        raise ValueError("--out is where --apply writes: --file names where clicks are kept")
    taught = [Taught(picture, file=arguments.file) for picture in arguments.pictures]
    return _apply(arguments, taught) if arguments.apply else _show(arguments, taught[0])


def _show(arguments, taught):
    """Open the page, until Ctrl-C."""
    from imagen_course.teaching import serve

    def ready(address):
        say(f"Teach {taught.picture} at {address} (Ctrl+C here ends it)")
        if not arguments.no_browser:
            import webbrowser

            webbrowser.open(address)

    with contextlib.suppress(KeyboardInterrupt):
        serve(taught, port=arguments.port, ready=ready)
    clicks = len(taught.teacher.clicks)
    if taught.problem:
        return complain(f"{clicks} clicks are lost, {taught.problem}: --file names another place")
    if clicks:
        say(f"{taught.file}: {taught.state()['sentence']}")
        if len(taught.teacher.names) > 1:
            say(f"For other pictures: imagen-course teach {taught.picture} --apply FOLDER")
    else:
        say("Nothing was taught.")
    return 0


def _apply(arguments, taught):
    """Name the pictures of a folder, a line each."""
    from imagen_course import album, analyze
    from imagen_course.teaching import applied

    folder = arguments.apply
    out = arguments.out or Path(f"{folder.absolute().name}_taught")
    paths = album.pictures_in(folder, without=out)
    by_name = dict(zip(analyze.result_names(paths), paths, strict=True))
    status = 0
    with contextlib.closing(applied.apply(taught, by_name, out, force=arguments.force)) as named:
        try:
            for path, shares, error in named:
                if error is not None:
                    why = explain(error)
                    status = complain(why if why.startswith(str(path)) else f"{path}: {why}")
                else:
                    say(f"{path}: {', '.join(f'{name} {share:.2f}' for name, share in shares.items() if share)}")
        except KeyboardInterrupt:
            named.close()
            raise KeyboardInterrupt(f"stopped: {out / applied.PAGE} shows what was done") from None
    say(f"{out / applied.PAGE} and {out / applied.TABLE}: {len(paths)} picture{'s'[: len(paths) != 1]}")
    return status


def _add_arguments(parser):
    parser.add_argument("pictures", nargs="+", type=Path, metavar="PICTURE", help="the photograph; several with --apply")
    apply = "name the regions of the pictures in this folder as PICTURE was taught"
    parser.add_argument("--apply", type=Path, metavar="FOLDER", help=apply)
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder for what --apply writes (default: FOLDER_taught)")
    file = "where the clicks are kept (default: PICTURE.taught.json beside it)"
    parser.add_argument("--file", type=Path, metavar="FILE.json", help=file)
    parser.add_argument("--port", type=int, default=0, help="of the page's address (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="print the address, and open nothing")
    parser.add_argument("--force", action="store_true", help="let --apply replace what it wrote before")


_SUMMARY = (
    "Teach a photograph of yours by clicks, in the browser. Say what a region is called, and from the second name on the "
    "rest is named, too. Every click is saved and there the next time. With --apply the pictures of a folder are named by "
    "it: label maps, pictures in colours, a table of shares, a page. Nothing leaves this computer."
)
_EXAMPLES = [
    "teach garden.jpg",
    "teach garden.jpg --apply gardens --out named     # open named/index.html",
    "teach one.jpg two.jpg --apply gardens            # taught with both",
    "teach garden.jpg --no-browser --port 8123",
]
COMMAND = Command("teach", _teach, _SUMMARY, _EXAMPLES, _add_arguments)
