"""The frame: what a visitor sees when something went wrong that nobody foresaw."""

import logging

from streamlit import config

import app


def test_one_plain_sentence_to_the_visitor_and_the_traceback_to_the_log(monkeypatch, caplog):
    said = []
    monkeypatch.setattr(app.st, "error", said.append)
    with caplog.at_level(logging.ERROR, "descent_lab"):
        assert app.unforeseen(ValueError("a secret path")) is True
    (sentence,) = said
    assert "Your settings are kept" in sentence
    assert "secret" not in sentence
    assert "a secret path" in caplog.text


def test_telemetry_and_tracebacks_are_off():
    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("client.showErrorDetails") == "none"
