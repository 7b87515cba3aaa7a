#!/usr/bin/env python3
"""The producers of data/examples against a station, with and without TLS, and one that is away for a while."""

import json
import os
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.request

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from http_help import Station, TOP, check, main, wait_for  # noqa: E402

EXAMPLES = TOP + "/data/examples"
CERTIFICATE = TOP + "/tests/station/tls_certificate.pem"


def environment(s, token, scheme="http", **more):
    return dict(os.environ, PASEO_URL="%s://127.0.0.1:%d" % (scheme, s.port), PASEO_TOKEN=token,
                CURL_CA_BUNDLE=CERTIFICATE, SSL_CERT_FILE=CERTIFICATE, **more)


def produce(s, token, *words, **more):
    return subprocess.run(["sh", EXAMPLES + "/producer.sh", *words], env=environment(s, token, **more),
                          capture_output=True, text=True, timeout=120, check=False)


def the_producer_in_sh_is_answered():
    with Station() as s:
        s.dogs(3)
        token, reader = s.token("gate-2", "send"), s.token("reader", "read")
        check(s.start(), s.said())
        done = produce(s, token, "p-001", "exit")
        check(done.returncode == 0 and json.loads(done.stdout)["outcome"] == "applied", done)
        done = produce(s, token, "p-001", "exit")
        check(json.loads(done.stdout)["outcome"] == "already", done)
        done = produce(s, reader, "p-002", "exit")
        check(done.returncode == 1 and "403" in done.stderr and "--may send" in done.stderr, done)
        done = produce(s, token, "p-002", "dance")
        check(done.returncode == 1 and "400" in done.stderr, done)
        check(subprocess.run(["sh", EXAMPLES + "/producer.sh"], capture_output=True, check=False)
              .returncode != 0, "no dog")
        s.kill(15)
        done = produce(s, token, "p-002", "exit", PASEO_TRIES="1")
        check(done.returncode == 1 and "send it again" in done.stderr, done)
        # It is sent again until there is somebody.
        later = subprocess.Popen(["sh", EXAMPLES + "/producer.sh", "p-003", "exit"],
                                 env=environment(s, token, PASEO_TRIES="60"), stdout=subprocess.PIPE, text=True)
        check(s.start(), s.said())
        text = later.communicate(timeout=60)[0]
        check(json.loads(text)["outcome"] == "applied", text)


def the_camera_keeps_what_it_cannot_send():
    with Station() as s:
        s.dogs(9)
        token = s.token("camera-1", "send")
        check(s.start(), s.said())
        kept = s.folder + "/kept.json"

        def see(sightings, code=0):
            lines = "".join(json.dumps(one) + "\n" for one in sightings)
            done = subprocess.run([sys.executable, EXAMPLES + "/camera.py", kept], input=lines, text=True,
                                  env=environment(s, token), capture_output=True, timeout=120, check=False)
            check(done.returncode == code, done)
            return [json.loads(line) for line in done.stdout.splitlines()]

        sure, unsure = ({"dog": "p-001", "action": "exit", "confidence": 0.97},
                        {"dog": "p-002", "action": "exit", "confidence": 0.55})
        answers = see([sure, unsure])
        check([a["outcome"] for a in answers] == ["applied", "held"], answers)
        check(answers[1]["ask"] == "confidence", answers)
        s.kill(15)
        away = [{"dog": "p-%03d" % i, "action": "exit", "confidence": 0.9} for i in range(3, 8)]
        check(see(away, 1) == [], "answered by nobody")
        # The answers are lost once: all of it is sent twice, and counts once.
        shutil.copy(kept, kept + ".copy")
        check(s.start(), s.said())
        check([a["dog"] for a in see([])] == [one["dog"] for one in away], "what was kept")
        shutil.copy(kept + ".copy", kept)
        check({a["outcome"] for a in see([])} == {"duplicate"}, "sent again")
        mine = [e for e in s.log() if e.get("source") == "ai"]
        check(len(mine) == 7, mine)


def over_tls_only_who_trusts_the_certificate():
    with Station() as s:
        # A key that only its owner reads, as it should be; the tree's may be of any mode.
        for name in ("tls_certificate.pem", "tls_key.pem"):
            shutil.copy("%s/tests/station/%s" % (TOP, name), s.folder)
        s.config = "certificate = %s/tls_certificate.pem\nkey = %s/tls_key.pem" % (s.folder, s.folder)
        s.dogs(2)
        token = s.token("both", "send,read")
        # Other machines may reach it then.
        check(s.start("0.0.0.0:0"), s.said())
        check("https://0.0.0.0:" in s.said(), s.said())
        done = produce(s, token, "p-001", "exit", scheme="https")
        check(done.returncode == 0 and json.loads(done.stdout)["outcome"] == "applied", done)
        url = "https://127.0.0.1:%d" % s.port
        trusting = ssl.create_default_context(cafile=CERTIFICATE)
        ask = urllib.request.Request(url + "/events?since=0", headers={"Authorization": "Bearer " + token})
        with urllib.request.urlopen(ask, timeout=30, context=trusting) as reply:
            seen = [reply.readline() for _ in range(6)]
        check(any(line.startswith(b"data: {\"seq\":1,") for line in seen), seen)
        try:
            urllib.request.urlopen(url + "/health", timeout=30, context=ssl.create_default_context())
            check(False, "a certificate that nobody trusts")
        except urllib.error.URLError:
            pass
        plain = s.raw(b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n")
        check(b"HTTP" not in plain.recv(4096), "answered without TLS")
        plain.close()
        wait_for("health", lambda: urllib.request.urlopen(url + "/health", timeout=30, context=trusting).status == 200)


main([the_producer_in_sh_is_answered, the_camera_keeps_what_it_cannot_send,
      over_tls_only_who_trusts_the_certificate])
