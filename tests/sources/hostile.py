"""Parsers that do what a file of a stranger might make one do; a worker calls them."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from rag.errors import PassedOver


def echo(data: bytes, name: str) -> list[str]:
    return [data.decode(), name]


def pid(data: bytes, name: str) -> int:
    return os.getpid()


def hang(data: bytes, name: str) -> None:
    while True:
        pass


def wait_for_ever(data: bytes, name: str) -> None:
    signal.pause()


def fill_memory(data: bytes, name: str) -> int:
    return len(bytearray(2 * 2**30))


def fill_memory_by_pieces(data: bytes, name: str) -> None:
    kept = []
    while True:
        kept.append(bytearray(2**20))


def read_bad_address(data: bytes, name: str) -> None:
    ctypes.string_at(0)


def abort(data: bytes, name: str) -> None:
    os.abort()


def leave(data: bytes, name: str) -> None:
    os._exit(0)


def nest(data: bytes, name: str) -> object:
    def deeper(level: int) -> int:
        return deeper(level + 1)

    return deeper(0)


def print_much(data: bytes, name: str) -> str:
    print("x" * 100_000)
    os.write(1, b"not a reply")
    os.write(2, b"nor an error")
    return sys.stdin.read()


def forge(data: bytes, name: str) -> None:
    """Write into every pipe there is, as machine code in a broken parser could."""
    for number in range(3, 20):
        try:
            os.write(number, data)
        except OSError:
            continue


def outcome(action: str) -> str:
    """Tell what came of something that no parser may do."""
    try:
        _ACTIONS[action]()
    except OSError as error:
        return type(error).__name__
    return "done"


def try_to(data: bytes, name: str) -> str:
    return outcome(name)


def try_without_python(data: bytes, name: str) -> int:
    """Do with system calls of C what an audit hook does not see; return the error's number."""
    libc = ctypes.CDLL(None, use_errno=True)
    target = data.decode()
    done = {
        "connect": lambda: libc.socket(2, 1, 0),
        "open": lambda: libc.open(target.encode(), os.O_WRONLY | os.O_CREAT, 0o600),
        "fork": lambda: libc.fork(),
        "execute": lambda: libc.execv(b"/bin/true", None),
        "remove": lambda: libc.unlink(target.encode()),
        "kill": lambda: libc.kill(os.getppid(), 0),
    }[name]()
    return ctypes.get_errno() if done == -1 else 0


def miss(data: bytes, name: str) -> None:
    raise PassedOver("install it: pip install ...")


def variables(data: bytes, name: str) -> list[str]:
    return sorted(os.environ)


def write_more(data: bytes, name: str) -> str:
    """Append to a file that is there."""
    try:
        with Path(name).open("a") as file:
            file.write("more")
    except OSError as error:
        return type(error).__name__
    return "done"


_ACTIONS = {
    "connect": lambda: socket.create_connection(("127.0.0.1", 9)),
    "resolve": lambda: socket.getaddrinfo("example.org", 80),
    "listen": lambda: socket.socket().bind(("127.0.0.1", 0)),
    "run": lambda: subprocess.run(["true"], check=True),
    "system": lambda: os.system("true"),
    "fork": lambda: os.fork(),
    "execute": lambda: os.execv("/bin/true", ["true"]),
    "kill": lambda: os.kill(os.getppid(), 0),
    "create": lambda: Path("/tmp/footnote-hostile").write_text("x"),
    "make a folder": lambda: Path("/tmp/footnote-hostile").mkdir(),
    "remove": lambda: Path("/tmp/footnote-hostile").unlink(),
}
ACTIONS = tuple(_ACTIONS)
