#!/usr/bin/env python3
"""Slow, endless, silent and too many clients: each gets a clear answer or a closed connection, memory stays
bounded, and nobody else is held up."""

import json
import resource
import select
import socket
import sys
import threading
import time

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from http_help import DEADLINE, Follower, Station, check, main  # noqa: E402

# Requests have 20 seconds to come (HTTP_REQUEST_MS); the rest is for a slow machine.
REQUEST_SECONDS = 20
# What bodies, connections and a sanitizer's own may add.
MEMORY_KIB = 160 * 1024


def is_closed(peer):
    """Has the other side ended it? What it said before is passed over."""
    try:
        while select.select([peer], [], [], 0)[0]:
            if not peer.recv(65536):
                return True
    except OSError:
        return True
    return False


def drip(peer, byte, stop):
    """A byte now and then, until it is closed."""
    until = time.monotonic() + 3 * REQUEST_SECONDS
    while time.monotonic() < until and not stop.is_set():
        try:
            peer.send(byte)
        except OSError:
            return
        stop.wait(0.5)


def head(token, length):
    return ("POST /events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n%s"
            "Content-Type: application/json\r\n\r\n" % (token, length)).encode()


def slow_ones_are_ended_while_others_are_served():
    with Station("connections = 32\nrate_per_minute = 1000000") as s:
        s.dogs(20)
        token = s.token("both", "send,read")
        check(s.start(), s.said())
        slow = [s.raw(b"G"), s.raw(b"GET /dogs HTTP/1.1\r\nX: "),
                s.raw(head(token, "Content-Length: 100\r\n") + b"{"),
                s.raw(head(token, "Transfer-Encoding: chunked\r\n") + b"400\r\n ")]
        silent = s.raw()
        stop = threading.Event()
        threads = [threading.Thread(target=drip, args=(peer, b"a", stop)) for peer in slow]
        for thread in threads:
            thread.start()
        begun = time.monotonic()
        served, worst = 0, 0.0
        while not all(is_closed(peer) for peer in slow + [silent]):
            at = time.monotonic()
            status, _, text = s.post(token, {"dog": "p-001", "action": "scan", "id": "s-%d" % served})
            check(status == 200, text)
            answer = s.run("send", "--dog", "p-002", "--action", "scan", "--id", "u-%d" % served,
                           code=None) if served % 50 == 0 else '"outcome"'
            check('"outcome"' in answer, answer)
            worst = max(worst, time.monotonic() - at)
            served += 1
            check(at - begun < 3 * REQUEST_SECONDS, "a slow one is still there")
        stop.set()
        for thread in threads:
            thread.join()
        check(worst < 5, "an answer took %.1f s" % worst)
        print("  %d answered meanwhile, the slowest after %.0f ms" % (served, worst * 1000))
        for peer in slow + [silent]:
            peer.close()


def a_body_without_end_is_cut_off():
    with Station() as s:
        token = s.token("both", "send,read")
        check(s.start(), s.said())
        before = s.memory_kib()
        peers = [s.raw(head(token, "Transfer-Encoding: chunked\r\n")) for _ in range(8)]
        block = b"10000\r\n" + b" " * 65536 + b"\r\n"
        sent = 0
        until = time.monotonic() + DEADLINE
        alive = list(peers)
        while alive:
            check(time.monotonic() < until, "still taken after %d MiB" % (sent >> 20))
            for peer in list(alive):
                try:
                    peer.sendall(block)
                    sent += len(block)
                except OSError:
                    alive.remove(peer)
        check(sent < 64 << 20, "%d bytes were taken" % sent)
        check(s.memory_kib() - before < MEMORY_KIB, "memory grew")
        check(s.call("GET", "/health")[0] == 200, "health")
        for peer in peers:
            peer.close()


def sixteen_at_once_are_each_answered_once():
    with Station("rate_per_minute = 1000000") as s:
        s.dogs(100)
        token = s.token("both", "send,read")
        check(s.start(), s.said())
        follower = Follower(s, token)
        faults = []

        def produce(number):
            connection = s.connect()
            try:
                for i in range(60):
                    events = [{"dog": "p-%03d" % (1 + (number * 6 + k) % 100), "id": "n%d-%d-%d" % (number, i, k),
                               "action": "exit" if i % 2 else "entry"} for k in range(1 + i % 5)]
                    connection.request("POST", "/events", json.dumps(events if len(events) > 1 else events[0]),
                                       {"Authorization": "Bearer " + token, "Content-Type": "application/json"})
                    answers = json.loads(connection.getresponse().read())
                    answers = answers if isinstance(answers, list) else [answers]
                    if [a["id"] for a in answers] != [e["id"] for e in events]:
                        faults.append(answers)
            except Exception as wrong:  # told by the thread that may fail
                faults.append(repr(wrong))
            finally:
                connection.close()

        threads = [threading.Thread(target=produce, args=(n,)) for n in range(16)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check(not faults, faults[:1])
        ids = [event["id"] for event in s.log() if event["id"].startswith("n")]
        check(len(ids) == len(set(ids)) == 16 * 180, len(ids))
        followed = []
        while len(followed) < len(ids):
            _, data = follower.next()
            followed.append(data["id"])
        check(followed == ids, "the stream differs from the log")
        follower.close()


def more_connections_than_there_may_be():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(10000, (hard if hard != resource.RLIM_INFINITY else 20000) - 200)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted + 200), hard))
    with Station("connections = 64") as s:
        s.dogs(2)
        token = s.token("both", "send,read")
        check(s.start(), s.said())
        before = s.memory_kib()
        peers = []
        for i in range(wanted):
            peer = socket.socket()
            peer.setblocking(False)
            peer.connect_ex(("127.0.0.1", s.port))
            peers.append(peer)
            if i % 500 == 0:
                answer = s.run("send", "--dog", "p-001", "--action", "scan", code=None)
                check('"outcome"' in answer, answer)
        check(s.memory_kib() - before < MEMORY_KIB, "memory grew")
        # Those that say nothing make room for one that does.
        begun = time.monotonic()
        status, _, text = s.post(token, {"dog": "p-002", "action": "scan"})
        check(status == 200, text)
        print("  %d connections, answered after %.1f s" % (wanted, time.monotonic() - begun))
        for peer in peers:
            peer.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def a_follower_that_does_not_read_is_cut_off_and_can_resume():
    with Station("rate_per_minute = 100000000") as s:
        s.dogs(10)
        token = s.token("both", "send,read")
        check(s.start(), s.said())
        reads = Follower(s, token)
        # As little as the system lets it have, so that it does not take long.
        stalled = socket.socket()
        stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        stalled.settimeout(DEADLINE)
        stalled.connect(("127.0.0.1", s.port))
        stalled.sendall(("GET /events?since=0 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n" %
                         token).encode())
        count = 0
        for batch in range(12):
            events = [{"dog": "p-%03d" % (1 + i % 10), "action": "exit", "id": "b%d-%d" % (batch, i),
                       "reason": "x" * 200} for i in range(500)]
            status, _, text = s.post(token, events)
            check(status == 200, text[:300])
            count += len(events)
        seen = 0
        while seen < count:
            kind, data = reads.next()
            check(kind == "message", data)
            seen += data["id"].startswith("b")
        reads.close()

        # For twice as long as a follower may not read (HTTP_STUCK_MS) the desk goes on.
        begun = time.monotonic()
        while time.monotonic() - begun < 6:
            s.run("send", "--dog", "p-001", "--action", "scan")
        text = b""
        while True:
            more = stalled.recv(65536)
            if not more:
                break
            text += more
        stalled.close()
        check(b"event: cut" in text, text[-300:])
        told = json.loads(text[text.index(b"event: cut"):].split(b"data: ")[1].split(b"\n")[0])
        lines = [line for line in text.split(b"\n") if line.startswith(b"id: ")]
        check(int(lines[-1][4:]) == told["since"], (lines[-1], told))
        again = Follower(s, token, last=told["since"])
        _, data = again.next()
        check(data["seq"] == told["since"] + 1, data)
        again.close()


def what_cannot_be_is_said_in_a_line_and_the_station_goes_on():
    for listen, config, word in (("nonsense", "", "takes an address"), ("127.0.0.1", "", "takes an address"),
                                 ("example.org:80", "", "takes an address"), ("::1:80", "", "takes an address"),
                                 ("0.0.0.0:0", "", "certificate"), ("[::]:0", "", "certificate"),
                                 ("127.0.0.1:0", "certificate = /nowhere\nkey = /nowhere", "certificate"),
                                 ("127.0.0.1:0", "certificate = /etc/passwd", "go together"),
                                 ("127.0.0.1:0", "certificate = /etc/passwd\nkey = /etc/passwd", "PEM")):
        with Station(config) as s:
            s.dogs(1)
            check(not s.start(listen), "%s was taken: %s" % (listen, s.said()))
            check(word in s.said() and s.said().count("http:") == 1, s.said())
            check('"outcome"' in s.run("send", "--dog", "p-001", "--action", "scan"), "send")
    for listen, config in (("0.0.0.0:0", "plain = yes"), ("[::1]:0", ""), ("localhost:0", "")):
        with Station(config) as s:
            if not s.start(listen):
                check("[::1]" in listen, s.said())
    with Station() as s, Station() as other:
        check(s.start(), s.said())
        other.port = s.port
        check(not other.start() and "in use" in other.said(), other.said())


main([what_cannot_be_is_said_in_a_line_and_the_station_goes_on,
      sixteen_at_once_are_each_answered_once,
      a_body_without_end_is_cut_off,
      a_follower_that_does_not_read_is_cut_off_and_can_resume,
      more_connections_than_there_may_be,
      slow_ones_are_ended_while_others_are_served])
