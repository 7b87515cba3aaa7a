"""A station with HTTP in a folder of its own, and what asks it, for tests. Nothing here sleeps to wait:
it waits for a condition, with a deadline."""

import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

PROGRAM = os.environ["PASEO"]
TOP = os.environ.get("srcdir", ".")
DEADLINE = 30.0


def fail(text):
    raise AssertionError(text)


def check(condition, text):
    if not condition:
        fail(text)


def wait_for(what, condition, deadline=DEADLINE):
    until = time.monotonic() + deadline
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > until:
            fail("waited in vain for " + what)
        time.sleep(0.005)


class Station:
    def __init__(self, config=""):
        self.folder = tempfile.mkdtemp(prefix="paseo-http-")
        self.socket = self.folder + "/sock"
        self.config = config
        self.port = 0
        self.process = None
        self.env = dict(os.environ, PASEO_DB=self.folder + "/paseo.db", PASEO_SOCKET=self.socket,
                        PASEO_CONFIG=self.folder + "/paseo.conf")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def run(self, *words, text="", code=0):
        done = subprocess.run([PROGRAM, *words], env=self.env, input=text, capture_output=True,
                              text=True, timeout=120, check=False)
        check(code is None or done.returncode == code,
              "%s: exit %d, %s%s" % (words, done.returncode, done.stdout, done.stderr))
        return done.stdout

    def token(self, name, may):
        return self.run("tokens", "add", name, "--may", may).strip()

    def dogs(self, count):
        lines = ["id,name"] + ["p-%03d,Perro %d" % (i, i) for i in range(1, count + 1)]
        self.run("dogs", "import", "-", text="\n".join(lines) + "\n")

    def said(self):
        with open(self.folder + "/err", encoding="utf-8") as log:
            return log.read()

    def start(self, listen=None):
        """Start it; the port is the same as before, once it has been given one."""
        with open(self.env["PASEO_CONFIG"], "w", encoding="utf-8") as conf:
            conf.write("[http]\nlisten = %s\n%s\n" %
                       (listen or "127.0.0.1:%d" % self.port, self.config))
        with open(self.folder + "/err", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen([PROGRAM, "station"], env=self.env,
                                            stdin=subprocess.DEVNULL, stdout=log, stderr=log)

        def ready():
            if self.process.poll() is not None:
                fail("the station ended: " + self.said())
            return "station on" in self.said()

        wait_for("the station", ready)
        found = re.search(r"http: on \w+://.*:(\d+)", self.said())
        if found:
            self.port = int(found.group(1))
        return found is not None

    def kill(self, number=signal.SIGKILL):
        if self.process:
            if self.process.poll() is None:
                self.process.send_signal(number)
            self.process.wait(timeout=60)
        self.process = None

    def connect(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE)

    def call(self, method, path, token=None, body=None, headers=None):
        """(status, headers, body text) of one request on a connection of its own."""
        all_headers = dict(headers or {})
        if token:
            all_headers.setdefault("Authorization", "Bearer " + token)
        if body is not None and not isinstance(body, (str, bytes)):
            body = json.dumps(body)
        if body is not None:
            all_headers.setdefault("Content-Type", "application/json")
        connection = self.connect()
        try:
            connection.request(method, path, body, all_headers)
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read().decode()
        finally:
            connection.close()

    def post(self, token, event, headers=None):
        return self.call("POST", "/events", token, event, headers)

    def raw(self, data=b""):
        peer = socket.create_connection(("127.0.0.1", self.port), timeout=DEADLINE)
        peer.sendall(data)
        return peer

    def memory_kib(self):
        with open("/proc/%d/status" % self.process.pid, encoding="ascii") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))

    def log(self):
        return [json.loads(line) for line in self.run("log").splitlines()]


class Follower:
    """Server-sent events, read by hand."""

    def __init__(self, station, token, since=None, last=None):
        headers = {"Authorization": "Bearer " + token, "Accept": "text/event-stream"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.connection = station.connect()
        self.connection.request("GET", "/events" + ("" if since is None else "?since=%d" % since),
                                headers=headers)
        self.reply = self.connection.getresponse()
        self.last = last

    def next(self):
        """(kind, data) of the next event, or None at the end of the stream."""
        kind, data = "message", None
        while True:
            try:
                line = self.reply.readline()
            except (OSError, http.client.HTTPException):
                return None
            if not line:
                return None
            line = line.decode().rstrip("\n")
            if line.startswith("id: "):
                self.last = int(line[4:])
            elif line.startswith("event: "):
                kind = line[7:]
            elif line.startswith("data: "):
                data = json.loads(line[6:])
            elif line == "" and data is not None:
                return kind, data

    def close(self):
        self.connection.close()


def main(tests):
    """Run each; the first that fails ends it."""
    for test in tests:
        print("[ RUN ] " + test.__name__.replace("_", " "), flush=True)
        test()
    print("%d passed" % len(tests))
    sys.exit(0)
