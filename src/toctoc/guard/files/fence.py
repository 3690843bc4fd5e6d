"""What the child takes from itself before it reads a byte of a file: memory, time, files, network.

Inside bubblewrap this is a second wall; where bubblewrap does not run it is the only one.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import signal
import struct
from typing import Final

_PR_SET_PDEATHSIG: Final = 1
_PR_SET_SECCOMP: Final = 22
_PR_SET_NO_NEW_PRIVS: Final = 38

# Linux's numbers of: socket, socketpair, connect, bind, listen, accept, execve, execveat, ptrace,
# process_vm_readv, process_vm_writev, unshare, setns, mount, bpf, perf_event_open, io_uring_setup,
# openat2, then what makes, renames or removes a file
_DENIED: Final = {
    "x86_64": "41 53 42 49 50 43 59 322 101 310 311 272 308 165 321 298 425 437 "
    "57 58 76 82 83 84 85 86 87 88 90 92 133 258 259 263 264 265 266 268 316",
    "aarch64": "198 199 203 200 201 202 221 281 117 270 271 97 268 40 280 241 425 437 "
    "33 34 35 36 37 38 45 53 54 276",
}
# the number of each way to open a file, and which of its arguments holds the flags
_OPEN: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    "x86_64": ((2, 1), (257, 2)),
    "aarch64": ((56, 2),),
}
_ARCH: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_WRITES: Final = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LOAD, _EQUAL, _SET, _BACK = 0x20, 0x15, 0x45, 0x06  # BPF: ld abs, jeq, jset, ret
_ALLOW: Final = 0x7FFF0000
_REFUSE: Final = 0x00050000 | 1  # EPERM
_KILL: Final = 0x80000000


def bounds(memory: int, seconds: int) -> None:
    """No core, no file written, `memory` bytes of address space, `seconds` of processor."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _lower(resource.RLIMIT_NOFILE, 256)
    _lower(resource.RLIMIT_AS, memory)
    allow(seconds)


def allow(seconds: int) -> None:
    """`seconds` more of processor time than was used so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + seconds
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(
        resource.RLIMIT_CPU, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard)
    )


def room(more: int | None) -> None:
    """At most `more` bytes of address space beyond what is taken; None: up to the hard limit."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if more is None:
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
        return
    with open("/proc/self/statm", encoding="ascii") as file:
        taken = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    soft = taken + more
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _lower(which: int, most: int) -> None:
    hard = resource.getrlimit(which)[1]
    bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(which, (bound, bound))


def die_with_parent() -> None:
    """No orphan keeps a file's bytes when the program that asked was killed."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def calls() -> bool:
    """No network, no program started, no file written from now on, through seccomp; whether the
    kernel took it. Reading files stays possible: libraries are loaded late."""
    machine = platform.machine()
    if machine not in _DENIED:
        return False
    steps = _program(machine)
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *step) for step in steps))
    program = struct.pack("@HP", len(steps), ctypes.addressof(code))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    held = ctypes.create_string_buffer(program)
    return not libc.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(held), 0, 0)


def _program(machine: str) -> list[tuple[int, int, int, int]]:
    """The filter, as (code, jump if true, jump if false, value) of classic BPF."""
    steps = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _ARCH[machine]), (_BACK, 0, 0, _KILL)]
    steps.append((_LOAD, 0, 0, 0))
    for number in map(int, _DENIED[machine].split()):
        steps += [(_EQUAL, 0, 1, number), (_BACK, 0, 0, _REFUSE)]
    for number, argument in _OPEN[machine]:
        steps += [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, 16 + 8 * argument),
            (_SET, 0, 1, _WRITES),
            (_BACK, 0, 0, _REFUSE),
            (_BACK, 0, 0, _ALLOW),
        ]
    if machine == "x86_64":  # the x32 calls, numbered apart
        steps += [(_SET, 0, 1, 0x40000000), (_BACK, 0, 0, _REFUSE)]
    steps.append((_BACK, 0, 0, _ALLOW))
    return steps
