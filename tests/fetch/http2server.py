"""The fault server in HTTP/2: an answer is a function that does what it likes with the peer."""

import socket

import h2.config
import h2.connection
import h2.events
from faultserver import PAGE, FaultServer

HEADERS = (("content-type", "text/html"),)


class Peer:
    """One connection that has received a request."""

    def __init__(self, connection, closing):
        self.connection, self.closing = connection, closing
        config = h2.config.H2Configuration(client_side=False, validate_outbound_headers=False)
        self.h2 = h2.connection.H2Connection(config)
        self.h2.initiate_connection()
        self.flush()

    def request(self):
        """Headers of the request, as lines; None where the client goes away first."""
        while data := self.connection.recv(65_536):
            for event in self.h2.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self.stream = event.stream_id
                    self.flush()
                    pairs = [(k.decode(), v.decode()) for k, v in event.headers]
                    fields = dict(pairs)
                    return f"{fields[':method']} {fields[':path']} HTTP/2\r\n{pairs}".encode()
        return None

    def flush(self):
        self.connection.sendall(self.h2.data_to_send())

    def headers(self, *more, status="200", end=False, kind=HEADERS):
        self.h2.send_headers(self.stream, [(":status", status), *kind, *more], end_stream=end)
        self.flush()

    def data(self, data, *, end=False):
        """Send data in frames as large as the client takes; it must have opened its window wide."""
        size = self.h2.max_outbound_frame_size
        parts = [data[at : at + size] for at in range(0, len(data), size)] or [b""]
        for number, part in enumerate(parts, 1):
            while self.h2.local_flow_control_window(self.stream) < len(part):
                self.h2.receive_data(self.connection.recv(65_536))
            self.h2.send_data(self.stream, part, end_stream=end and number == len(parts))
            self.flush()

    def page(self, *more, body=PAGE, status="200"):
        self.headers(*more, status=status)
        self.data(body, end=True)

    def reset(self, code=2):
        self.h2.reset_stream(self.stream, code)
        self.flush()

    def goaway(self, code=0, last=None):
        self.h2.close_connection(code, last_stream_id=last)
        self.flush()

    def raw(self, data):
        self.connection.sendall(data)

    def pause(self, seconds=30):
        """Wait; whether to go on."""
        return not self.closing.wait(seconds)


class Http2Server(FaultServer):
    """Answers its requests in turn, the last answer again and again."""

    def _request(self, connection):
        self._peer = Peer(connection, self._closing)
        return self._peer.request()

    def _do(self, connection, answer, request):
        answer(self._peer)
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(1)
        while connection.recv(65_536):  # what the client sent meanwhile, or else its end would be a reset
            pass
