"""Attacks that anybody on the open web can try, against a server as the README starts it: none breaks or tells anything.

After each the server must still show a page, and its log may hold neither a traceback nor what was sent.
"""

import http.client
import json
import socket
import urllib.parse
from contextlib import ExitStack, suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.visitor import PATIENCE_S, Visitor

# No word of ours holds it: wherever it turns up, it came from here.
MARK = "zqxj"
# What stands in our files, the system's, or an error's, and in no page.
TOLD = ("from core", "import streamlit", "root:x:", "Traceback", "site-packages", "gatherUsageStats", "[core]")

PATHS = [
    "/../app.py",
    "/..%2f..%2f..%2fetc%2fpasswd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/....//....//etc/passwd",
    "/static/../../../app.py",
    "/static/..%5c..%5capp.py",
    "/app.py",
    "/pages/server/status.py",
    "/.streamlit/config.toml",
    "/.git/config",
    "/requirements.txt",
    "/_stcore/bidi-components/../../app.py",
    "/_stcore/bidi-components/x/..%2f..%2fapp.py",
    "/component/streamlit/../../app.py",
    "/media/../app.py",
    "/media/" + "0" * 64 + ".csv",
    "/app/static/../../app.py",
    "//127.0.0.2/",
    "/%00",
    "/%ff%fe",
    "/" + "a" * 8000,
    "/?" + "&".join(f"{MARK}{k}={k}" for k in range(2000)),
]
REQUESTS = {
    "a line that ends too early": "GET /?problem=%0d%0aX-Made:%20up {head}\r\n",
    "two lengths": "POST / {head}Content-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
    "a length and chunks": "POST / {head}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
    "a length below zero": "POST / {head}Content-Length: -1\r\n\r\n",
    "no method that there is": "ZQXJ / {head}\r\n",
    "TRACE": "TRACE / {head}Cookie: zqxj=1\r\n\r\n",
    "DELETE": "DELETE / {head}\r\n",
    "CONNECT": "CONNECT example.org:443 HTTP/1.1\r\nConnection: close\r\nHost: example.org:443\r\n\r\n",
    "a foreign address": "GET http://169.254.169.254/latest HTTP/1.1\r\nHost: 169.254.169.254\r\nConnection: close\r\n\r\n",
    # An answer to what has not been read to its end may be lost on its way.
    "a heavy head": "GET / {head}X-A: " + "zqxj" * 40_000 + "\r\n\r\n",
    "no HTTP at all": "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
    "a file": "PUT /_stcore/upload_file/x/y {head}Content-Length: 9\r\n\r\nzqxjzqxjz",
    "the owner's page": "GET /owner/status {head}Authorization: Basic eDp6cXhqenF4anpxeGo=\r\n\r\n",
}
LINKS = [
    "problem=typed&loss=__import__('os').system('true')",
    "problem=typed&loss=w.__class__.__mro__",
    "problem=typed&loss=(lambda:0)()",
    "problem=typed&loss=open('/etc/passwd').read()",
    "problem=typed&loss=exec('w=1')",
    "problem=typed&loss=w if w else w",
    "problem=typed&loss=[w for w in (1,2)]",
    "problem=typed&loss=f'{w}'",
    "problem=typed&loss=9**9**9**9",
    "problem=typed&loss=w**w**w**w**w**w",
    "problem=typed&loss=" + "(" * 3000 + "w" + ")" * 3000,
    "problem=typed&loss=" + "sin(" * 200 + "w" + ")" * 200,
    "problem=typed&loss=" + "w+" * 20000 + "w",
    "problem=typed&loss=" + "-" * 5000 + "w",
    "problem=typed&loss=factorial(99999999)",
    "problem=typed&loss=1e308*w^2*1e308",
    "problem=typed&loss=\0w",
    "problem=typed&loss=\u202ew^2\u2066",
    "problem=typed&loss=<script>zqxj()</script>",
    "problem=typed&loss=<img src=x onerror=zqxj()>",
    "problem=typed&loss=$\\href{javascript:zqxj()}{w}$",
    "problem=typed&loss=![](http://127.0.0.1:9/zqxj.png)",
    "problem=typed&loss={{7*7}}${7*7}#{7*7}",
    "problem=typed&loss=w';DROP TABLE runs;--",
    "problem=typed&loss=%s%n%x%d",
    "problem=typed&loss=w^2&gradient=__import__('os')",
    "problem=typed&loss=w^2&gradient=" + "*".join(f"sin({k}*w)" for k in range(2, 14)),
    "problem=typed&loss=w^2&update=w.__init__.__globals__",
    "problem=../../etc/passwd&optimizer=../../../x&dtype=object",
    "steps=99999999999999999999&learning_rate=1e999&start=-1e999",
    "steps=NaN&learning_rate=NaN&start=NaN",
    "steps=-5&learning_rate=-1&start=[]",
    "steps=0x7fffffff&start=1_000&learning_rate=１",
    "beta_1=2&epsilon=-1&schedule=__class__&decay_steps=0&clipnorm=-inf",
    "&".join(f"problem={k}" for k in range(3000)),
    "=&=&&&==;;?%&%zz&%f",
    "present=1&present=0&embed=true&embed_options=<zqxj>",
]
PLACES = {
    "compare": ["rate_sgd=1e999&rate_adam=NaN&racers=__all__", "problem=typed&loss=1/0"],
    "landscapes": [
        "problem=typed&loss=x.__class__+y",
        "problem=typed&loss=sin(1e9*x*y)",
        "problem=typed&loss=x^2+y^2&low_x=1e308&high_x=-1e308",
        "racer_1=sgd:tape:NaN&racer_2=::::&racer_99=adam:tape:1",
    ],
    "maps": [
        "cells=999999999&across=__class__&up=../x",
        "across=learning_rate&low=1e308&high=1e309",
        "cells=-1&place=<zqxj>&colour=object",
    ],
    "tape": ["expression=__import__&a=NaN&b=1e999"],
    "variables": ["first=NaN&box=<script>"],
}


@pytest.fixture(autouse=True)
def unharmed(app_url, server_log):
    """Afterwards the server is there, and its log says nothing that it should not."""
    before = server_log.stat().st_size
    yield
    with Visitor(app_url) as visitor:
        shown = visitor.run()
    assert len(shown.elements) > 10
    assert shown.errors == []
    said = server_log.read_bytes()[before:].decode()
    assert MARK not in said
    assert "Traceback" not in said
    assert len(said) < 4000


def head_of(url: str) -> str:
    """What every request goes on with."""
    return f"HTTP/1.1\r\nConnection: close\r\nHost: {urllib.parse.urlsplit(url).netloc}\r\n"


def answered(url: str, request: bytes) -> bytes:
    """What the server answers to these very bytes, until it says no more."""
    address = urllib.parse.urlsplit(url)
    with socket.create_connection((address.hostname, address.port), PATIENCE_S) as connection:
        connection.sendall(request)
        with suppress(ConnectionResetError):
            return b"".join(iter(lambda: connection.recv(65536), b""))
        return b""


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
def test_no_path_leads_to_what_is_no_page(app_url, path):
    answer = answered(app_url, f"GET {path} {head_of(app_url)}\r\n".encode()).decode("latin-1")
    assert answer.startswith("HTTP/1.1 ")
    assert answer[9:12] in {"200", "301", "302", "307", "400", "403", "404", "414", "431"}
    assert not [told for told in TOLD if told in answer]
    assert "127.0.0.2" not in answer


@pytest.mark.parametrize("kind", REQUESTS)
def test_no_request_is_more_than_refused(app_url, kind):
    request = REQUESTS[kind].replace("{head}", head_of(app_url))
    answer = answered(app_url, request.encode("latin-1"))
    assert b"\r\nX-Made" not in answer
    assert not [told for told in TOLD if told.encode() in answer]
    assert answer[9:10] not in {b"5"}
    if kind not in {"a line that ends too early", "a foreign address"}:
        assert answer[9:10] in {b"4", b""}, answer[:200]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link[:40].encode("unicode_escape").decode())
def test_any_link_shows_a_page(app_url, link):
    shows_a_page(app_url, "", link)


@pytest.mark.parametrize(("page", "link"), [(page, link) for page, links in PLACES.items() for link in links])
def test_any_link_to_any_page_shows_it(app_url, page, link):
    shows_a_page(app_url, page, link)


def shows_a_page(app_url: str, page: str, link: str) -> None:
    with Visitor(app_url) as visitor:
        shown = visitor.run(urllib.parse.quote(link, safe="=&"), page_name=page)
    assert shown.errors == []
    assert len(shown.elements) > 5


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1.evil.example", "https://localhost.evil"]
)
def test_a_websocket_of_another_site_is_refused(app_url, origin):
    with pytest.raises(InvalidStatus) as refused, Visitor(app_url, origin):
        pass
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (MARK, 1003),
        (b"\xff" * 40 + MARK.encode(), 1002),
        (b"\x5a\xff\xff\xff\xff\x0f", 1002),
        (b"\0" * 300_000, 1009),
        (MARK.encode() * 500_000, 1009),
    ],
    ids=["a text", "no message", "a length that is none", "a long one", "a very long one"],
)
def test_what_is_no_message_ends_the_connection(app_url, sent, code):
    with Visitor(app_url) as visitor:
        visitor.run()
        visitor.socket.send(sent)
        with pytest.raises(ConnectionClosed) as closed:
            visitor.shown()
    assert closed.value.rcvd
    assert closed.value.rcvd.code == code


def test_what_is_short_only_while_it_is_packed_is_never_unpacked_whole(app_url):
    with Visitor(app_url) as visitor:
        visitor.run()
        visitor.socket.send(bytes(30_000_000))
        with pytest.raises(ConnectionClosed) as closed:
            visitor.shown()
    assert closed.value.rcvd
    assert "exceeds limit of 20000000 bytes" in closed.value.rcvd.reason


@pytest.mark.parametrize(
    "kind", ["clear_cache", "load_git_info", "set_run_on_save", "debug_disconnect_websocket", "debug_shutdown_runtime"]
)
def test_what_is_the_owners_or_a_developers_is_passed_over(app_url, kind):
    message = BackMsg()
    setattr(message, kind, True)
    with Visitor(app_url) as visitor:
        visitor.run()
        visitor.send(message)
        assert visitor.run().errors == []


@pytest.mark.parametrize(
    "states",
    [
        {f"$$ID-{MARK}": "[[["},
        {f"$$ID-{MARK}": "[" * 50_000 + "]" * 50_000},
        {f"$$ID-{MARK}": json.dumps({"learning_rate": MARK})},
        {f"$$ID-{MARK}": "{" * 10_000},
        {f"$$ID-{MARK}": True, "": 5, "\0": "null"},
        {f"{k}": json.dumps([MARK]) for k in range(500)},
    ],
    ids=["not closed", "deeper than Python reads", "another control", "deep", "odd names", "many"],
)
def test_states_of_controls_that_there_are_not_change_nothing(app_url, states):
    with Visitor(app_url) as visitor:
        visitor.run()
        assert visitor.run(states=states).errors == []


@pytest.mark.parametrize("page", ["", "tape"])
@pytest.mark.parametrize("value", [True, -5, json.dumps([MARK])], ids=["a truth", "a number", "a list"])
def test_a_value_of_another_kind_is_a_line_in_the_log(app_url, server_log, page, value):
    with Visitor(app_url) as visitor:
        controls = visitor.run(page_name=page).controls
        assert len(controls) > 8
        before = server_log.stat().st_size
        for name in controls:
            assert visitor.run(page_name=page, states={name: value}).errors == []
    said = [json.loads(line) for line in server_log.read_bytes()[before:].decode().splitlines()]
    assert len(said) <= len(controls)
    assert {line["event"] for line in said} <= {"refused"}


@pytest.mark.parametrize(
    "asked",
    [
        {"page_script_hash": MARK},
        {"page_name": f"../{MARK}"},
        {"page_name": "<script>"},
        {"fragment_id": MARK},
        {"fragment_id": "../" * 1000},
    ],
    ids=lambda asked: str(asked)[:40],
)
def test_a_page_or_a_part_that_there_is_not_shows_one_that_is(app_url, asked):
    with Visitor(app_url) as visitor:
        assert visitor.run(**asked).errors == []


def test_a_hundred_connections_that_say_nothing_hinder_nobody(app_url):
    with ExitStack() as hundred:
        for _ in range(100):
            hundred.enter_context(Visitor(app_url))
        with Visitor(app_url) as visitor:
            assert visitor.run().errors == []


def test_half_a_request_is_not_waited_for_with_anything_locked(app_url):
    address = urllib.parse.urlsplit(app_url)
    with socket.create_connection((address.hostname, address.port), PATIENCE_S) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nConnection: close\r\nHost: x\r\nX-Slow: ")
        answer = http.client.HTTPConnection(address.hostname, address.port, timeout=PATIENCE_S)
        answer.request("GET", "/_stcore/health")
        assert answer.getresponse().status == 200
        answer.close()
