#!/usr/bin/env python3
"""kill -9 while events are posted: what was answered is there once, whatever is sent again; and who follows
gets every event once over it."""

import http.client
import json
import random
import sys
import threading

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from http_help import Follower, Station, check, main, wait_for  # noqa: E402

PRODUCERS = 4
LIVES = 6


class Producer(threading.Thread):
    """Sends its events in order, each again until it is answered."""

    def __init__(self, station, token, number):
        super().__init__()
        self.station, self.token, self.number = station, token, number
        self.sent, self.fault = 0, None
        self.stop = threading.Event()

    def send(self, connection):
        event = {"dog": "p-%03d" % (1 + (self.number * 5 + self.sent) % 20),
                 "action": "exit" if self.sent % 2 else "entry", "id": "k%d-%d" % (self.number, self.sent)}
        connection.request("POST", "/events", json.dumps(event),
                           {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"})
        reply = connection.getresponse()
        text = reply.read()
        if reply.status == 200:
            check(json.loads(text)["id"] == event["id"], text)
            self.sent += 1

    def run(self):
        while not self.stop.is_set():
            connection = self.station.connect()
            try:
                while not self.stop.is_set():
                    self.send(connection)
            except (OSError, http.client.HTTPException):
                self.stop.wait(0.02)
            except AssertionError as wrong:
                self.fault = wrong
                return
            finally:
                connection.close()


def follow(station, token, seqs, stop):
    """Goes on after the last it was given, as a browser does."""
    last = 0
    while not stop.is_set():
        try:
            follower = Follower(station, token, last=last)
            if follower.reply.status == 200:
                while True:
                    got = follower.next()
                    if not got:
                        break
                    seqs.append(got[1]["seq"])
                    last = follower.last
            follower.close()
        except (OSError, http.client.HTTPException):
            stop.wait(0.02)


def what_was_answered_is_there_once_over_kill_9():
    seed = random.randrange(1 << 30)
    print("  seed %d" % seed)
    dice = random.Random(seed)
    with Station("rate_per_minute = 100000000") as s:
        s.dogs(20)
        token = s.token("both", "send,read")
        check(s.start(), s.said())
        producers = [Producer(s, token, n) for n in range(PRODUCERS)]
        seqs, stop = [], threading.Event()
        follower = threading.Thread(target=follow, args=(s, token, seqs, stop))
        for thread in producers + [follower]:
            thread.start()
        for life in range(LIVES):
            wanted = sum(p.sent for p in producers) + dice.randrange(20, 400)
            wait_for("events", lambda: sum(p.sent for p in producers) >= wanted)
            s.kill(9 if life % 3 else 15)
            check(s.start(), s.said())
        for producer in producers:
            producer.stop.set()
        for producer in producers:
            producer.join()
            check(not producer.fault, producer.fault)
        log = s.log()
        wait_for("the follower", lambda: seqs and seqs[-1] >= log[-1]["seq"])
        stop.set()
        s.kill(15)
        follower.join()
        check("no difference" in s.run("verify"), "verify")
        ids = [event["id"] for event in log if event["id"].startswith("k")]
        check(len(ids) == len(set(ids)), "an event stands twice in the log")
        for producer in producers:
            mine = {"k%d-%d" % (producer.number, i) for i in range(producer.sent)}
            check(mine <= set(ids), "lost: %s" % sorted(mine - set(ids))[:5])
        check(seqs == list(range(1, len(seqs) + 1)), "the follower has gaps or repeats")
        print("  %d events answered in %d lives, %d followed" % (len(ids), LIVES + 1, len(seqs)))


main([what_was_answered_is_there_once_over_kill_9])
