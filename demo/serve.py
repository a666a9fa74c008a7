"""Serve the fixture pages on loopback and run the real command over two of them."""

import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
PAGES = ("seed-wordpress-de", "arc-en")


class Quiet(SimpleHTTPRequestHandler):
    """Serves without logging."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def main() -> int:
    """Serve, run, and give the worst exit code."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(FIXTURES)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    command = Path(sys.executable).with_name("newsscrape")
    worst = 0
    for slug in PAGES:
        url = f"http://127.0.0.1:{server.server_port}/{slug}/page.html"
        print(f"$ newsscrape url {url} --allow-private\n", flush=True)
        worst = max(worst, subprocess.run([command, "url", url, "--allow-private"], check=False).returncode)
        print(flush=True)
    server.shutdown()
    return worst


if __name__ == "__main__":
    raise SystemExit(main())
