"""Runs commands that `program.py` asks for, each in a process of its own that is forked from this one.

    python tests/warm.py ADDRESS

Importing the program, its registers and patterns takes longer than most commands do, and here it is done once. Whoever
connects to the socket at ADDRESS sends a command with its folder and environment, and three files that become the
standard input, output and error of the process; the exit code is sent back. Standard input is a pipe from the one that
started all this: when it ends, so does this.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from select import select
from typing import NoReturn

from kamergraaf.cli import COMMANDS, run

SAMPLE = Path(__file__).parent.parent / "samples" / "antwoord-kliklijnen.txt"
LONGEST = 1 << 20  # bytes of a message
FAR = 100  # a number that no file has yet


def serve(address: str) -> NoReturn:
    """Runs what is asked for until standard input ends."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
        listener.bind(f"{address}~")
        listener.listen()
        Path(f"{address}~").rename(address)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        while listener in select([listener, sys.stdin], [], [])[0]:
            connection, _ = listener.accept()
            with connection:
                if not os.fork():
                    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                    run_command(connection)
    sys.exit()


def run_command(orders: socket.socket) -> NoReturn:
    message, files, _, _ = socket.recv_fds(orders, LONGEST, 3)
    arguments, folder, environment = json.loads(message)
    take_over(files)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    code = run(arguments)
    sys.stdout.flush()
    sys.stderr.flush()
    orders.send(str(code).encode())
    os._exit(code)


def take_over(files: Sequence[int]) -> None:
    for number, file in enumerate(files):
        os.dup2(file, FAR + number)
        os.close(file)
    for number in range(len(files)):
        os.dup2(FAR + number, number)
        os.close(FAR + number)


if __name__ == "__main__":
    for name in COMMANDS:
        import_module(f"kamergraaf.commands.{name}")
    run(["extract", "--format", "trig", str(SAMPLE)])
    gc.freeze()
    serve(sys.argv[1])
