"""A TCP proxy on loopback that does to a connection what networks do: cuts, stalls and damages it."""

import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

Fault = Callable[[bytes], bytes]


@dataclass
class Proxy:
    """Passes connections on to `port`; the faults of `up` and `down` are spent one by one, each on one piece of data.

    A fault gets the piece and gives back what passes instead; what it raises cuts the connection.
    """

    port: int
    up: list[Fault] = field(default_factory=list)
    down: list[Fault] = field(default_factory=list)
    listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.listener.getsockname()[1]}"

    def start(self) -> None:
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self.listener.close()

    def _serve(self) -> None:
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            try:
                far = socket.create_connection(("127.0.0.1", self.port))
            except OSError:
                near.close()
                continue
            threading.Thread(target=self._join, args=(near, far), daemon=True).start()

    def _join(self, near: socket.socket, far: socket.socket) -> None:
        with near, far:
            ways = ((near, far, self.up), (far, near, self.down))
            hands = [threading.Thread(target=_pass, args=way, daemon=True) for way in ways]
            for hand in hands:
                hand.start()
            for hand in hands:
                hand.join()


class CutError(Exception):
    """The connection is to be cut."""


def cut(data: bytes) -> bytes:
    """Nothing more passes."""
    raise CutError


def passing(data: bytes) -> bytes:
    """This piece passes unharmed."""
    return data


def flipped(data: bytes) -> bytes:
    """The last byte of the piece arrives changed."""
    return data[:-1] + bytes([data[-1] ^ 1])


def _pass(start: socket.socket, end: socket.socket, faults: list[Fault]) -> None:
    try:
        while data := start.recv(1 << 16):
            end.sendall(faults.pop(0)(data) if faults else data)
    except (OSError, CutError):
        pass
    for each in (start, end):
        try:
            each.shutdown(socket.SHUT_RDWR)
        except OSError:
            continue
