"""The frame: what a visitor sees when something went wrong that nobody foresaw."""

import logging

from streamlit import config

import app
from pages.server.log import Line
from tests.visitor import Visitor


def test_one_plain_sentence_to_the_visitor_and_one_line_to_the_log(monkeypatch, caplog):
    said = []
    monkeypatch.setattr(app.st, "error", said.append)
    with caplog.at_level(logging.ERROR, "descent_lab"):
        assert app.unforeseen(ValueError("a secret path")) is True
    (sentence,) = said
    assert "Your settings are kept" in sentence
    (record,) = caplog.records
    assert record.facts["error"] == "ValueError"
    assert "secret" not in sentence + Line().format(record)


def test_telemetry_and_tracebacks_are_off():
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("client.showErrorDetails") == "none"


def test_what_is_said_is_packed_on_the_line(app_url):
    with Visitor(app_url) as visitor:
        assert visitor.socket.response
        assert "permessage-deflate" in visitor.socket.response.headers["Sec-WebSocket-Extensions"]
        assert visitor.run().errors == []
