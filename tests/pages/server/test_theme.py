"""A run says of the theme what Streamlit says, and no longer looks it up."""

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

from pages.server.theme import remember_theme

CATEGORIES = config.CustomThemeCategories


def said() -> CustomThemeConfig:
    """As it is said at the beginning of a run."""
    theme = CustomThemeConfig()
    app_session._populate_theme_msg(theme)
    parts = {
        CATEGORIES.LIGHT: theme.light,
        CATEGORIES.DARK: theme.dark,
        CATEGORIES.SIDEBAR: theme.sidebar,
        CATEGORIES.LIGHT_SIDEBAR: theme.light.sidebar,
        CATEGORIES.DARK_SIDEBAR: theme.dark.sidebar,
    }
    for category, part in parts.items():
        app_session._populate_theme_msg(part, f"theme.{category.value}")
    return theme


@pytest.fixture
def settings(monkeypatch):
    """The app's own, as they stand in its file; what this makes of Streamlit ends with the test."""
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    assert config.get_option("theme.dark.primaryColor")


@pytest.mark.usefixtures("settings")
def test_what_is_remembered_is_what_streamlit_says():
    as_streamlit_says = said()
    assert as_streamlit_says.dark.primary_color
    # Nor is a part there that the file does not name.
    assert not as_streamlit_says.HasField("light")
    remember_theme()
    assert [said(), said()] == [as_streamlit_says] * 2


@pytest.mark.usefixtures("settings")
def test_settings_are_looked_up_once(monkeypatch):
    looked_up = []
    get = config.get_options_for_section
    monkeypatch.setattr(config, "get_options_for_section", lambda section: looked_up.append(section) or get(section))
    remember_theme()
    first = said()
    once = len(looked_up)
    assert once >= 6
    assert said() == first
    assert len(looked_up) == once
