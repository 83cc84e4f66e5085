"""The frame: what a visitor sees when something went wrong that nobody foresaw."""

import logging

from streamlit.testing.v1 import AppTest


def page_that_fails():
    from app import unforeseen

    unforeseen(ValueError("a secret path"))


def test_one_plain_sentence_to_the_visitor_and_the_traceback_to_the_log(caplog):
    with caplog.at_level(logging.ERROR, "descent_lab"):
        page = AppTest.from_function(page_that_fails).run()
    (sentence,) = page.error
    assert "Your settings are kept" in sentence.value
    assert "secret" not in sentence.value
    assert "a secret path" in caplog.text


def test_telemetry_and_tracebacks_are_off():
    from streamlit import config

    assert config.get_option("browser.gatherUsageStats") is False
    assert config.get_option("client.showErrorDetails") == "none"
