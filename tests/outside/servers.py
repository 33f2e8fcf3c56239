#!/usr/bin/env python3
"""--try against nginx, HAProxy and fail2ban themselves: the servers are driven on the loopback address with
bursts, their logs are replayed at millisecond stamps, and the refusals must be equal. fail2ban's own
FailManager decides 2,000 random histories. Usage: servers.py PROGRAM"""

import collections
import datetime
import http.client
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

program = sys.argv[1]
folder = tempfile.mkdtemp()
random.seed(7)

NGINX = """
worker_processes 1;
daemon off;
pid DIR/nginx.pid;
error_log DIR/error.log emerg;
events { worker_connections 512; }
http {
  limit_req_zone $arg_k zone=a:1m rate=5r/s;
  limit_req_zone $arg_k zone=b:1m rate=30r/m;
  limit_req_zone $arg_k zone=c:1m rate=7r/m;
  log_format f '$msec $request_time $arg_k $uri $limit_req_status';
  access_log DIR/access.log f;
  client_body_temp_path DIR/t1; proxy_temp_path DIR/t2; fastcgi_temp_path DIR/t3;
  uwsgi_temp_path DIR/t4; scgi_temp_path DIR/t5;
  server { listen 127.0.0.1:18080;
    keepalive_requests 100000;
    location /a0 { limit_req zone=a; return 204; }
    location /a1 { limit_req zone=a burst=8 nodelay; alias DIR/x.txt; }
    location /b1 { limit_req zone=b burst=3 nodelay; alias DIR/x.txt; }
    location /c1 { limit_req zone=c burst=2 nodelay; alias DIR/x.txt; }
    location /a2 { limit_req zone=a burst=8 delay=3; limit_req_dry_run on; alias DIR/x.txt; }
    location /a3 { limit_req zone=a burst=8; limit_req_dry_run on; alias DIR/x.txt; }
  }
}
""".replace("{ limit_req zone=a; return 204; }", "{ limit_req zone=a; alias DIR/x.txt; }")
SPECS = {
    "/a0": "nginx:rate=5r/s",
    "/a1": "nginx:rate=5r/s,burst=8,nodelay",
    "/b1": "nginx:rate=30r/m,burst=3,nodelay",
    "/c1": "nginx:rate=7r/m,burst=2,nodelay",
    "/a2": "nginx:rate=5r/s,burst=8,delay=3",
    "/a3": "nginx:rate=5r/s,burst=8",
}
HAPROXY = """
global
  log stdout len 4096 format raw local0
  nbthread 1
defaults
  mode http
  timeout client 60s
  timeout server 5s
  timeout connect 5s
frontend f
  bind 127.0.0.1:18081
  log global
  stick-table type string len 32 size 1k expire 5m store http_req_rate(10s)
  http-request track-sc0 url_param(k)
  http-request set-var(txn.t) date(0,ms)
  http-request deny deny_status 429 if { sc0_http_req_rate gt 12 } { url_param(k) -m beg u }
  http-request deny deny_status 429 if { sc0_http_req_rate gt 4 } { url_param(k) -m beg w }
  log-format "R %[var(txn.t)] %ST %[capture.req.uri]"
  http-request return status 200
"""


def drive(port, path, requests, pause):
    """Requests in bursts with pauses between them, over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    for _ in range(requests):
        connection.request("GET", path)
        connection.getresponse().read()
        time.sleep(pause())


def together(jobs):
    threads = [threading.Thread(target=drive, args=job) for job in jobs]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]


def wait_for(port):
    for _ in range(100):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit(f"nothing listens on port {port}")


def instant(milliseconds):
    at = datetime.datetime.fromtimestamp(milliseconds // 1000, datetime.timezone.utc)
    return at.strftime("%Y-%m-%dT%H:%M:%S") + f".{milliseconds % 1000:03d}Z"


def replayed(spec, histories):
    """What the program says of histories {value: instants}: the row of each value, and that of all."""
    log = os.path.join(folder, "log")
    events = sorted((at, value) for value, instants in histories.items() for at in instants)
    open(log, "w").write("".join(f"{instant(at)} {value}\n" for at, value in events))
    words = [program, "-b", "1ms", "--try", spec, "-O", "json", "-q", log]
    report = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    rows = {row["value"]: row for row in report["replay_values"]}
    return {value: rows.get(value) for value in histories}, report["replay"][0]


def compare(spec, truth):
    """How many decisions there are, and by how many the refusals of all values differ; truth is
    {value: [(instant, is_refused), ...]}. Where the refusals of a value are as many, the first and the last of
    them must be at the same instants."""
    ours, _ = replayed(spec, {value: [at for at, _ in events] for value, events in truth.items()})
    parse = lambda text: text and round(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)
    differing = 0
    for value, events in truth.items():
        refused = [at for at, is_refused in events if is_refused]
        row = ours[value]
        if (row["refused"] if row else 0) != len(refused):
            differing += abs((row["refused"] if row else 0) - len(refused))
            continue
        found = (parse(row["first_refused"]), parse(row["last_refused"])) if row else (None, None)
        assert found == ((refused[0], refused[-1]) if refused else (None, None)), (spec, value, found)
    return sum(map(len, truth.values())), differing


def nginx():
    configuration = os.path.join(folder, "nginx.conf")
    open(configuration, "w").write(NGINX.replace("DIR", folder))
    open(os.path.join(folder, "x.txt"), "w").write("x\n")
    os.chmod(folder, 0o755)
    server = subprocess.Popen(["nginx", "-c", configuration])
    try:
        wait_for(18080)
        jobs = []
        for path, mean, requests in (("a0", 0.25, 150), ("a1", 0.2, 250), ("b1", 1.2, 60), ("c1", 2.5, 36), ("a2", 0.2, 250), ("a3", 0.25, 200)):
            for key in ("u1", "u2"):
                pause = lambda mean=mean: 0 if random.random() < 0.45 else random.expovariate(1 / mean)
                jobs.append((18080, f"/{path}?k={path}{key}", requests, pause))
        together(jobs)
    finally:
        server.terminate()
        server.wait()
    truth = collections.defaultdict(lambda: collections.defaultdict(list))
    for line in open(os.path.join(folder, "access.log")):
        at, took, key, path, status = line.split()
        if key == "-":
            continue
        arrival = round(float(at) * 1000) - round(float(took) * 1000)
        truth[path][key].append((arrival, status.startswith("REJECTED")))
    compared = [compare(SPECS[path], events) for path, events in truth.items()]
    total, differing = map(sum, zip(*compared))
    refused = sum(is_refused for events in truth.values() for one in events.values() for _, is_refused in one)
    # The limiter reads a monotonic clock and the log the clock of the day: a millisecond may be rounded
    # differently, and at the limit it decides.
    assert total >= 1500 and refused > 100 and differing <= total / 500, (total, refused, differing)
    print(f"nginx: {total - differing} of {total} decisions over {len(truth)} limits are equal, {refused} are refusals")


def haproxy():
    configuration = os.path.join(folder, "haproxy.cfg")
    open(configuration, "w").write(HAPROXY)
    out = open(os.path.join(folder, "haproxy.log"), "w")
    server = subprocess.Popen(["haproxy", "-f", configuration], stdout=out, stderr=subprocess.DEVNULL)
    try:
        wait_for(18081)
        jobs = []
        for number in range(6):
            def pause(mean=0.4 + 0.25 * number):
                draw = random.random()
                return 0 if draw < 0.35 else random.expovariate(1 / mean) if draw < 0.97 else 11 + random.random() * 10
            jobs.append((18081, f"/?k={'uw'[number % 2]}{number}", 70, pause))
        together(jobs)
    finally:
        server.terminate()
        server.wait()
    truth = {"u": collections.defaultdict(list), "w": collections.defaultdict(list)}
    for at, status, key in re.findall(r"^R (\d+) (\d+) /\?k=(\S+)$", open(out.name).read(), re.M):
        truth[key[0]][key].append((int(at), status == "429"))
    compared = [compare("haproxy:12/10s", truth["u"]), compare("haproxy:4/10s", truth["w"])]
    total, differing = map(sum, zip(*compared))
    assert total >= 400 and differing == 0, (total, differing)
    print(f"HAProxy: {total} decisions over 2 limits are equal")


def fail2ban():
    sys.path.insert(0, "/usr/lib/python3/dist-packages")
    from fail2ban.server.failmanager import FailManager
    from fail2ban.server.mytime import MyTime
    from fail2ban.server.ticket import FailTicket

    SWEEP = 5

    def own(instants):
        manager, bans, refused, until = FailManager(), 0, 0, -1
        manager.setMaxRetry(5)
        manager.setMaxTime(600)
        swept = instants[0]
        for at in instants:
            while swept < at:
                MyTime.setTime(swept)
                manager.cleanup(swept)
                # A sweep of nothing changes nothing.
                steps = 1 if manager.size() else max(1, -(-(at - swept) // SWEEP))
                swept += steps * SWEEP
            if at <= until:
                refused += 1
                continue
            MyTime.setTime(at)
            if manager.addFailure(FailTicket("203.0.113.7", at)) >= 5:
                manager.toBan()
                bans, until = bans + 1, at + 3600
        return bans, refused

    histories = {}
    for number in range(2000):
        at, instants, mean = 1_700_000_000, [], random.choice([5, 30, 120, 200, 400])
        for _ in range(random.randint(5, 120)):
            # One event a second: the second of a ban itself is not decided by fail2ban's manager.
            at += max(1, int(random.expovariate(1 / mean)))
            instants.append(at)
        histories[f"h{number}"] = instants
    ours, _ = replayed("fail2ban:maxretry=5,findtime=10m,bantime=1h", {key: [at * 1000 for at in own_] for key, own_ in histories.items()})
    differing = 0
    for key, instants in histories.items():
        row = ours[key]
        found = (row["bans"], row["refused"]) if row else (0, 0)
        if found != own(instants):
            differing += 1
            gaps = [b - a for a, b in zip(instants, instants[1:])]
            assert any(600 <= gap <= 600 + SWEEP for gap in gaps), (key, found, own(instants))
    assert differing <= 10, differing
    print(f"fail2ban: {2000 - differing} of 2,000 histories are equal; the others have a gap within a sweep of findtime")


try:
    fail2ban()
    sys.stdout.flush()
    haproxy()
    sys.stdout.flush()
    nginx()
finally:
    shutil.rmtree(folder)
