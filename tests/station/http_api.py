#!/usr/bin/env python3
"""data/openapi.yaml and the server say the same: every path, method, status and member that stands there
is answered, and nothing is answered that does not stand there."""

import json
import re
import sys

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from http_help import Follower, Station, TOP, check, fail, main  # noqa: E402


# ---- the part of YAML that the file is written in ----

def scalar(text):
    text = text.strip()
    if text.startswith('"'):
        return json.loads(text)
    if text.startswith("["):
        inner = text[1:-1].strip()
        return [scalar(part) for part in inner.split(",")] if inner else []
    if text in ("true", "false"):
        return text == "true"
    return int(text) if re.fullmatch(r"-?\d+", text) else text


def parse_block(lines, at, indent):
    """What stands at this indent, and the line after it."""
    if lines[at][1].startswith("- "):
        result = []
        while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("- "):
            rest = lines[at][1][2:]
            if re.match(r'^[^"\[].*?:( |$)', rest):
                lines[at] = (indent + 2, rest)
                item, at = parse_block(lines, at, indent + 2)
            else:
                item, at = scalar(rest), at + 1
            result.append(item)
        return result, at
    result = {}
    while at < len(lines) and lines[at][0] == indent and not lines[at][1].startswith("- "):
        key, _, rest = re.match(r'^("[^"]*"|[^:]+)(:)(.*)$', lines[at][1]).groups()
        key, rest, at = scalar(key), rest.strip(), at + 1
        check(key not in result, "%s stands twice in one block" % key)
        if rest:
            result[str(key)] = scalar(rest)
        else:
            check(at < len(lines) and lines[at][0] > indent, "nothing below " + str(key))
            result[str(key)], at = parse_block(lines, at, lines[at][0])
    return result, at


def read_yaml(path):
    with open(path, encoding="utf-8") as text:
        lines = [(len(line) - len(line.lstrip()), line.strip()) for line in text
                 if line.strip() and not line.lstrip().startswith("#")]
    document, end = parse_block(lines, 0, 0)
    check(end == len(lines), "cannot read line: %s" % (lines[end:end + 1],))
    return document


API = read_yaml(TOP + "/data/openapi.yaml")
SCHEMAS = API["components"]["schemas"]
REACHED = set()  # (path, method, status)
SEEN = set()     # (schema, member)


# ---- what a schema says ----

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float),
         "boolean": bool}


def fault(value, schema, name, seen):
    """What is wrong with the value, or None. Members that are there are put into seen."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        check(name in SCHEMAS, "there is no schema " + name)
        return fault(value, SCHEMAS[name], name, seen)
    if "oneOf" in schema:
        faults = []
        for one in schema["oneOf"]:
            mine = set()
            faults.append(fault(value, one, name, mine))
            if faults[-1] is None:
                seen |= mine
                return None
        return " / ".join(faults)
    if value is None:
        return None if schema.get("nullable") else "%s is null" % name
    kind = TYPES[schema["type"]]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        return "%s is no %s: %r" % (name, schema["type"], value)
    if "enum" in schema and value not in schema["enum"]:
        return "%s is none of its words: %r" % (name, value)
    if schema["type"] == "array":
        for one in value:
            wrong = fault(one, schema.get("items", {}), name, seen)
            if wrong:
                return wrong
    if schema["type"] == "object":
        return object_fault(value, schema, name, seen)
    return None


def object_fault(value, schema, name, seen):
    known = schema.get("properties", {})
    for member in schema.get("required", []):
        if member not in value:
            return "%s lacks %s" % (name, member)
    for member, one in value.items():
        if member not in known:
            if schema.get("additionalProperties") is False:
                return "%s has %s, which is not described" % (name, member)
            continue
        seen.add((name, member))
        wrong = fault(one, known[member], "%s.%s" % (name, member), seen)
        if wrong:
            return wrong
    return None


def hold(path, method, status, kind, text):
    """An answer against the description."""
    described = API["paths"][path][method.lower()]["responses"]
    check(str(status) in described, "%s %s answers %d, which is not described: %s" %
          (method, path, status, text))
    content = described[str(status)]["content"]
    check(kind in content, "%s %s %d is %s, described is %s" %
          (method, path, status, kind, list(content)))
    wrong = fault(json.loads(text), content[kind]["schema"], "body", SEEN)
    check(wrong is None, "%s %s %d: %s: %s" % (method, path, status, wrong, text))
    REACHED.add((path, method.upper(), status))


def ask(station, status, method, path, token=None, body=None, headers=None):
    got, reply, text = station.call(method, path, token, body, headers)
    check(got == status, "%s %s: %d, not %d: %s" % (method, path, got, status, text))
    hold(path.split("?")[0], method, got, reply["Content-Type"], text)
    return json.loads(text)


# ---- the scenarios ----

GETS = ["/events", "/dogs", "/report"]


def words_of_both_vocabularies(s, token):
    one = ask(s, 200, "POST", "/events", token,
              {"id_perro": "p-001", "accion": "SALIDA", "voluntario": "v-001"})
    check((one["resultado"], one["nuevo_estado"], one["paseos_hoy"]) == ("aplicado", "FUERA", 1), one)
    one = ask(s, 200, "POST", "/events", token, {"dog": "p-002", "action": "exit", "id": "x-1"})
    check((one["outcome"], one["state"]) == ("applied", "OUTSIDE"), one)
    check(one["warnings"][0]["kind"] == "gate-busy" and one["warnings"][0]["with"] == ["p-001"], one)
    again = ask(s, 200, "POST", "/events", token, {"dog": "p-002", "action": "exit", "id": "x-1"})
    check((again["outcome"], again["first"], again["seq"]) == ("duplicate", "applied", one["seq"]), again)
    held = ask(s, 200, "POST", "/events", token,
               {"dog": "p-003", "action": "exit", "confidence": 0.4, "source": "ai", "id": "ai-1"})
    check((held["outcome"], held["ask"]) == ("held", "confidence"), held)
    held = ask(s, 200, "POST", "/events", token,
               {"id_perro": "p-004", "accion": "SALIDA", "confianza": 0.4, "origen": "ai"})
    check(held["resultado"] == "pendiente", held)
    go = ask(s, 200, "POST", "/events", token,
             {"action": "answer", "of": "ai-1", "go": True, "reason": "seen"})
    check(go["outcome"] == "applied", go)
    unknown = ask(s, 200, "POST", "/events", token, {"tag": "NO-SUCH", "action": "scan", "reader": "r"})
    check(unknown["outcome"] == "unknown", unknown)
    again = ask(s, 200, "POST", "/events", token,
                {"id_perro": "p-001", "accion": "SALIDA", "id": "y", "puesto": "g"})
    check(again["resultado"] == "ya_estaba", again)
    again = ask(s, 200, "POST", "/events", token,
                {"id_perro": "p-001", "accion": "SALIDA", "id": "y", "puesto": "g"})
    check(again["resultado"] == "duplicado" and again["first"], again)
    refused = ask(s, 200, "POST", "/events", token,
                  {"id_perro": "p-001", "accion": "ENTRADA", "hora": "2100-01-01T00:00:00+01:00"})
    check(refused["resultado"] == "rechazado" and refused["error"], refused)
    ask(s, 200, "POST", "/events", token, {"action": "close", "day": "2026-11-15"})
    ask(s, 200, "POST", "/events", token, {"dog": "p-005", "action": "exit", "estimated": True})


def arrays_answer_each_in_order(s, token):
    many = ask(s, 200, "POST", "/events", token,
               [{"dog": "p-010", "action": "exit"}, {"dog": 7}, {"action": "roster"}, 3,
                {"id_perro": "p-011", "accion": "SALIDA"}])
    check([m.get("outcome") or m.get("resultado") for m in many] ==
          ["applied", "rejected", "rejected", "rejected", "aplicado"], many)
    check("dog" in many[1]["error"] and "station" in many[2]["error"], many)
    check(ask(s, 200, "POST", "/events", token, []) == [], "an empty array")
    many = ask(s, 200, "POST", "/events", token,
               [{"dog": "p-012", "action": "scan", "id": "m-%d" % i,
                 "time": "2026-11-01T%02d:%02d:00+01:00" % (i // 60, i % 60)} for i in range(900)])
    check([m["id"] for m in many] == ["m-%d" % i for i in range(900)], "the order of 900")


def cloudevents_in_every_mode(s, token):
    event = {"specversion": "1.0", "id": "c-1", "source": "/cam", "type": "paseo.exit",
             "data": {"dog": "p-020", "action": "exit"}}
    kind = {"Content-Type": "application/cloudevents+json; charset=utf-8"}
    one = ask(s, 200, "POST", "/events", token, event, kind)
    check((one["outcome"], one["id"]) == ("applied", "c-1"), one)
    ask(s, 400, "POST", "/events", token, {"dog": "p-020"}, kind)
    batch = {"Content-Type": "application/cloudevents-batch+json"}
    many = ask(s, 200, "POST", "/events", token, [event, dict(event, id="c-2"), {"dog": "p-020"}], batch)
    check([m["outcome"] for m in many] == ["duplicate", "already", "rejected"], many)
    ask(s, 400, "POST", "/events", token, event, batch)
    binary = {"ce-specversion": "1.0", "ce-id": "c-3", "ce-source": "/c%C3%A1mara", "ce-type": "x",
              "ce-time": "2026-11-10T10:00:00+01:00"}
    one = ask(s, 200, "POST", "/events", token, {"dog": "p-021", "action": "exit"}, binary)
    check((one["outcome"], one["id"]) == ("applied", "c-3"), one)
    one = ask(s, 200, "POST", "/events", token, {"dog": "p-021", "action": "exit"}, binary)
    check(one["outcome"] == "duplicate", one)
    for wrong in ({"ce-id": "x"}, {"ce-specversion": "0.3"}, {"ce-specversion": "1.0", "ce-Bad_1": "x"},
                  {"ce-specversion": "1.0", "ce-id": "%ff"}, {"ce-specversion": "1.0", "ce-data": "x"}):
        ask(s, 400, "POST", "/events", token, {"dog": "p-021"}, wrong)


def what_is_wrong_is_said(s, token):
    for body, word in ((b"", "empty"), (b"{", "line 1"), (b"nonsense", "line 1"), (b"[{]", "line 1"),
                       (b'{"dog":"p-001","dog":"p-002"}', "duplicate"), (b"\xff\xfe", "line 1"),
                       (b'{"dog":"p-001","confidence":NaN}', "line 1"),
                       (b'{"dog":"p-001","action":"dance"}', "action"),
                       (b'{"dog":"\xc3\x28"}', "line 1"), (b"[" * 100000, "nested"),
                       (b'{"a":' * 50000, "nested"), (b'"a"', "object"), (b"1e999", "line 1"),
                       (b'{"dog":"p-001","time":"yesterday"}', "time")):
        said = ask(s, 400, "POST", "/events", token, body)["error"]
        check(word in said, "%r: %s" % (body[:40], said))
    said = ask(s, 415, "POST", "/events", token, b"dog=p-001",
               {"Content-Type": "application/x-www-form-urlencoded"})["error"]
    check("application/json" in said, said)
    ask(s, 403, "POST", "/events", token, {"action": "roster", "revoke": ["other"]})
    ask(s, 413, "POST", "/events", token, b" " * (256 * 1024 + 1))
    ask(s, 413, "POST", "/events", token, [{"dog": "p-001"}] * 1001)
    ask(s, 400, "GET", "/report?day=monday", token)
    ask(s, 400, "GET", "/events?since=-1", token)
    ask(s, 400, "GET", "/events", token, headers={"Last-Event-ID": "x"})
    ask(s, 400, "GET", "/events?since=99999999", token)


def chunked_bodies_are_bounded_too(s, token):
    def chunks(count):
        return (b"%x\r\n" % 65536 + b" " * 65536 + b"\r\n") * count + b"0\r\n\r\n"

    head = ("POST /events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n"
            "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\n" % token).encode()
    peer = s.raw(head + chunks(8))
    text = b""
    while b"}" not in text:
        more = peer.recv(4096)
        check(more, "closed before it was answered: %r" % text)
        text += more
    check(text.startswith(b"HTTP/1.1 413"), text)
    peer.close()


def tokens_are_asked_for(s, send, read):
    for path in GETS:
        ask(s, 401, "GET", path)
        ask(s, 401, "GET", path, "0" * 64)
        ask(s, 403, "GET", path, send)
    for wrong in ("Basic abc", "Bearer", "Bearer  ", "Bearer " + "x" * 5000, "bearer " + read + " x"):
        ask(s, 401, "GET", "/dogs", headers={"Authorization": wrong})
    ask(s, 200, "GET", "/dogs", headers={"Authorization": "bearer " + read})
    ask(s, 401, "POST", "/events", None, {"dog": "p-001"})
    ask(s, 403, "POST", "/events", read, {"dog": "p-001"})
    gone = s.token("gone", "read")
    ask(s, 200, "GET", "/dogs", gone)
    s.run("tokens", "revoke", "gone")
    ask(s, 401, "GET", "/dogs", gone)


def reads_have_what_was_answered(s, send, read):
    seq = ask(s, 200, "POST", "/events", send, {"dog": "p-030", "action": "exit"})["seq"]
    dogs = ask(s, 200, "GET", "/dogs", read)
    check(dogs["seq"] >= seq, dogs["seq"])
    check([d["state"] for d in dogs["dogs"] if d["id"] == "p-030"] == ["OUTSIDE"], "p-030")
    listed = json.loads(s.run("dogs", "list", "--format", "json"))
    check(dogs["dogs"] == listed, "GET /dogs is not paseo dogs list")
    report = ask(s, 200, "GET", "/report", read)
    check("p-030" in [out["dog"] for out in report["still_out"]], report["still_out"])
    printed = json.loads(s.run("report", "--format", "json"))
    for one in report["still_out"] + printed["still_out"]:
        one.pop("seconds")  # it grows in between
    check(report == printed, "GET /report is not paseo report")
    day = ask(s, 200, "GET", "/report?day=2026-11-01", read)
    check(day["day"] == "2026-11-01" and day["totals"]["walks"] > 0, day["totals"])
    check(ask(s, 200, "GET", "/health")["ok"] is True, "health")


def the_stream_is_as_described(s, read):
    follower = Follower(s, read, since=0)
    kind = follower.reply.getheader("Content-Type")
    last = max(event["seq"] for event in s.log())
    seqs = []
    while not seqs or seqs[-1] < last:
        _, data = follower.next()
        hold("/events", "GET", follower.reply.status, kind, json.dumps(data))
        seqs.append(data["seq"])
        check(follower.last == data["seq"], "id and seq differ")
    check(seqs == list(range(1, last + 1)), "gaps or repeats")
    follower.close()


def the_token_stands_in_the_record(s, send):
    ask(s, 200, "POST", "/events", send,
        {"dog": "p-031", "action": "exit", "id": "t-1", "token": "evil", "peer": {"uid": 0}})
    import sqlite3
    base = sqlite3.connect("file:%s?mode=ro" % s.env["PASEO_DB"], uri=True)
    s.run("dogs", "list")  # waits until the database has it
    text = base.execute("SELECT json FROM event WHERE id = 't-1'").fetchone()[0]
    base.close()
    check(json.loads(text)["token"] == "sender" and "peer" not in json.loads(text), text)


def paths_and_methods_are_those_described(s):
    status, _, text = s.call("GET", "/nowhere")
    check(status == 404, text)
    check(fault(json.loads(text), SCHEMAS["Error"], "Error", set()) is None, text)
    named = set(re.findall(r"(?<![\w'/])/\w+", json.loads(text)["error"]))
    check(named == set(API["paths"]), "the server has %s, described are %s" % (named, set(API["paths"])))
    for path, methods in API["paths"].items():
        status, headers, text = s.call("DELETE", path)
        check(status == 405, text)
        allowed = {m.strip() for m in headers["Allow"].split(",")}
        check(allowed == {m.upper() for m in methods}, "%s: %s" % (path, allowed))


def rates_hold_for_each_token(station_of):
    with station_of("rate_per_minute = 4") as s:
        s.dogs(3)
        both, other = s.token("both", "send,read"), s.token("other", "read")
        check(s.start(), s.said())
        for i in range(4):
            ask(s, 200, "POST", "/events", both, {"dog": "p-001", "action": "scan", "id": str(i)})
        got, headers, text = s.post(both, {"dog": "p-001", "action": "scan"})
        check(got == 429 and int(headers["Retry-After"]) > 0, text)
        ask(s, 429, "POST", "/events", both, {"dog": "p-001"})
        for path in GETS:
            ask(s, 429, "GET", path, both)
        ask(s, 200, "GET", "/dogs", other)
        ask(s, 200, "GET", "/health")


def too_many_connections_are_told(station_of):
    with station_of("connections = 4") as s:
        s.dogs(1)
        token = s.token("both", "send,read")
        check(s.start(), s.said())
        followers = [Follower(s, token) for _ in range(4)]
        ask(s, 503, "POST", "/events", token, {"dog": "p-001"})
        for path in GETS + ["/health"]:
            ask(s, 503, "GET", path, token)
        for one in followers:
            one.close()


def everything_that_is_described_was_answered():
    described = {(path, method.upper(), int(status)) for path, methods in API["paths"].items()
                 for method, one in methods.items() for status in one["responses"]}
    check(described == REACHED, "never answered: %s" % sorted(described - REACHED))
    for name in ("Answer", "Respuesta", "StreamEvent", "Warning", "Dog", "Dogs", "Health", "Part",
                 "Error", "Report"):
        # A stored event is never a duplicate; what the desk says of itself is not said here.
        spared = {"StreamEvent": {"first"}}.get(name, set())
        lacking = set(SCHEMAS[name]["properties"]) - {m for n, m in SEEN if n == name} - spared
        check(not lacking, "%s: never seen: %s" % (name, lacking))


def the_description_and_the_server_agree():
    with Station() as s:
        s.dogs(40)
        s.run("volunteers", "import", "-", text="id,name\nv-001,Ana\n")
        send, read = s.token("sender", "send"), s.token("reader", "read")
        check(s.start(), s.said())
        words_of_both_vocabularies(s, send)
        arrays_answer_each_in_order(s, send)
        cloudevents_in_every_mode(s, send)
        what_is_wrong_is_said(s, s.token("both", "read,send"))
        chunked_bodies_are_bounded_too(s, send)
        tokens_are_asked_for(s, send, read)
        reads_have_what_was_answered(s, send, read)
        the_token_stands_in_the_record(s, send)
        paths_and_methods_are_those_described(s)
        s.run("send", text='{"dog":"p-032","action":"scan","source":"nfc","reader":"gate"}\n'
                           '{"action":"retract","of":"x-1","reason":"slip","source":"keyboard"}\n'
                           '{"dog":"p-033","action":"recall","go":true}\n', code=None)
        the_stream_is_as_described(s, read)
        s.kill(15)
        check("no difference" in s.run("verify"), "verify")
    rates_hold_for_each_token(Station)
    too_many_connections_are_told(Station)
    everything_that_is_described_was_answered()


main([the_description_and_the_server_agree])
