"""Asks `warm.py` to run one command: what `kamergraaf` is in the lines that tests give to a shell.

python -S tests/client.py ADDRESS ARGUMENT…
"""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

DIED = -1


def ask(
    address: str, arguments: Sequence[str], folder: str, environment: Mapping[str, str], files: Sequence[int]
) -> int:
    """The exit code of a command whose standard input, output and error are `files`; DIED where it tells none."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as way:
        way.connect(address)
        socket.send_fds(way, [json.dumps([[*arguments], folder, dict(environment)]).encode()], files)
        return int(way.recv(100) or DIED)


if __name__ == "__main__":
    sys.exit(ask(sys.argv[1], sys.argv[2:], str(Path.cwd()), os.environ, (0, 1, 2)))
