"""What a process that parses files of strangers gives up, for good, before it reads the first one.

Worth, from strong to weak: on Linux with a processor named here, the kernel refuses what `_REFUSED`
has (seccomp), also to machine code that a broken parser was made to run; the limits of memory and
time are the kernel's too. Elsewhere only Python's audit hook refuses, which binds Python code and
not a parser written in C, and macOS knows no limit of memory for a process. What a parser may still
do everywhere is read files: it can't send them anywhere.
"""

import ctypes
import errno
import os
import platform
import resource
import struct
import sys
from collections.abc import Callable

_REFUSED = {
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "pidfd_send_signal": (424, 424),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "io_uring_setup": (425, 425),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "mount": (165, 40),
    "unshare": (272, 97),
    "setns": (308, 268),
    "creat": (85, None),
    "truncate": (76, 45),
    "ftruncate": (77, 46),
    "fallocate": (285, 47),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "link": (86, None),
    "linkat": (265, 37),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utimensat": (280, 88),
}
"""System calls that are refused, with their numbers on x86_64 and aarch64."""
_ABSENT = {"openat2": (437, 437), "clone3": (435, 435)}
"""Calls whose flags a filter can't see; libraries use the older ones where they are absent."""
_OPEN, _OPENAT, _CLONE = (2, None), (257, 56), (56, 220)
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""The column of the numbers, and the kernel's name of the processor."""
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_SHARES_MEMORY = 0x100
_X32 = 0x40000000
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_SET_SECCOMP, _FILTER, _NO_NEW_PRIVILEGES = 22, 2, 38

_FORBIDDEN = (
    "socket.", "subprocess.", "shutil.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn",
    "os.startfile", "os.system", "os.kill", "os.remove", "os.rename", "os.mkdir", "os.rmdir",
    "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown", "os.utime", "pty.spawn",
)  # fmt: skip
"""How the names of Python's audit events begin that are refused."""


def confine(memory_mb: int) -> None:
    """Give up memory beyond a limit, every connection, every write and every other program.

    Args:
        memory_mb: the most memory in MiB (2**20 bytes), what the interpreter itself takes included.
    """
    memory = memory_mb * 2**20
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS, memory)
    _filter_calls()
    _limit(resource.RLIMIT_FSIZE, 0)
    sys.addaudithook(_refuse)


def allow_seconds(seconds: float) -> None:
    """Let this process compute for so many seconds from now on; then the kernel ends it."""
    used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used + seconds) + 1, hard))


def _limit(what: int, amount: int) -> None:
    try:
        resource.setrlimit(what, (amount, amount))
    except (OSError, ValueError):  # macOS has no limit of memory
        return


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raise PermissionError for what a parser has no need of. An audit hook can't be removed."""
    if event == "open":
        flags = arguments[2]
        if not isinstance(flags, int) or not flags & _WRITES:
            return
    elif not event.startswith(_FORBIDDEN):
        return
    raise PermissionError(f"a parser may not do this: {event}")


def _filter_calls() -> None:
    """Let the kernel refuse system calls, where it can."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or not machine or sys.maxsize < 2**32:
        return
    prctl: Callable[..., int] = ctypes.CDLL(None, use_errno=True).prctl
    code = _program(*machine)
    kept = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(
        struct.pack("@HP", len(code) // 8, ctypes.addressof(kept))
    )
    prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    prctl(_SET_SECCOMP, _FILTER, program, 0, 0)


def _program(column: int, processor: int) -> bytes:
    """Return the filter in the kernel's code: each instruction is (code, if, else, value)."""

    def load(offset: int) -> bytes:
        return struct.pack("=HBBI", 0x20, 0, 0, offset)

    def give(value: int) -> bytes:
        return struct.pack("=HBBI", 0x06, 0, 0, value)

    def equal(value: int) -> bytes:
        return struct.pack("=HBBI", 0x15, 0, 1, value)

    def flagged(call: tuple[int, int | None], argument: int, flags: int, verdict: bytes) -> bytes:
        """Give a verdict on a call that has one of some flags in an argument, else allow it."""
        number = call[column]
        if number is None:
            return b""
        test = struct.pack("=HBBI", 0x45, 0, 1, flags)
        rest = load(16 + 8 * argument) + test + verdict
        return struct.pack("=HBBI", 0x15, 0, 4, number) + rest + give(_ALLOW)

    refuse = give(_ERROR | errno.EPERM)
    code = load(4) + struct.pack("=HBBI", 0x15, 1, 0, processor) + give(_KILL) + load(0)
    if column == 0:  # the same processor's calls under other numbers
        code += struct.pack("=HBBI", 0x35, 0, 1, _X32) + refuse
    for calls, verdict in ((_REFUSED, refuse), (_ABSENT, give(_ERROR | errno.ENOSYS))):
        numbers = (pair[column] for pair in calls.values())
        code += b"".join(equal(number) + verdict for number in numbers if number is not None)
    code += flagged(_OPEN, 1, _WRITES, refuse) + flagged(_OPENAT, 2, _WRITES, refuse)
    # a thread shares its memory, a process does not
    number = _CLONE[column]
    code += struct.pack("=HBBI", 0x15, 0, 3, number or 0) + load(16)
    code += struct.pack("=HBBI", 0x45, 1, 0, _SHARES_MEMORY) + refuse
    return code + give(_ALLOW)
