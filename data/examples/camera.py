#!/usr/bin/env python3
"""camera.py - a camera model's sightings as events of a station, kept while it cannot be reached.

    PASEO_URL=http://127.0.0.1:8080 PASEO_TOKEN=... model | ./camera.py KEPT.json

Reads one sighting a line, {"dog": "p-001", "action": "exit", "confidence": 0.93}, from a model on
standard input. Each becomes an event with an id and a time of its own before anything is sent; what is not
answered yet lies in KEPT.json and is sent first at the next start. However often an event is sent, it counts
once. What the model is not sure of becomes a question to the desk. Standard library only.
"""

import datetime
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid

URL = os.environ.get("PASEO_URL", "http://127.0.0.1:8080")
TOKEN = os.environ["PASEO_TOKEN"]
AT_ONCE = 100


def event_of(sighting):
    return {"id": str(uuid.uuid4()), "dog": sighting["dog"], "action": sighting["action"],
            "confidence": sighting["confidence"], "source": "ai", "station": "camera-1",
            "time": datetime.datetime.now().astimezone().isoformat(timespec="milliseconds")}


def post(events):
    """The answers, in order; None: try again later."""
    request = urllib.request.Request(
        URL + "/events", json.dumps(events).encode(),
        {"Authorization": "Bearer " + TOKEN, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=10) as reply:
            return json.load(reply)
    except urllib.error.HTTPError as refused:
        text = refused.read().decode()
        if refused.code in (429, 503):
            time.sleep(min(60, int(refused.headers.get("Retry-After", 1))))
            return None
        sys.exit("camera.py: %d %s" % (refused.code, text))
    except OSError:
        return None


class Kept:
    """Events that are not answered yet, on the disk."""

    def __init__(self, path):
        self.path = path
        try:
            with open(path, encoding="utf-8") as kept:
                self.events = json.load(kept)
        except FileNotFoundError:
            self.events = []

    def save(self):
        with open(self.path + ".new", "w", encoding="utf-8") as kept:
            json.dump(self.events, kept)
            kept.flush()
            os.fsync(kept.fileno())
        os.replace(self.path + ".new", self.path)

    def send(self):
        """Send what there is; False: the station cannot be reached now."""
        while self.events:
            answers = post(self.events[:AT_ONCE])
            if answers is None:
                return False
            for answer in answers:
                print(json.dumps(answer), flush=True)
            del self.events[:AT_ONCE]
            self.save()
        return True


def main():
    kept = Kept(sys.argv[1])
    kept.send()
    for line in sys.stdin:
        kept.events.append(event_of(json.loads(line)))
        kept.save()
        kept.send()
    return 0 if kept.send() else 1


sys.exit(main())
