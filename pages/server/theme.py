"""What a run tells the browser of the theme is put together once: it is the same for all runs of all visitors."""

from functools import cache, wraps

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session


def remember_theme() -> None:
    """Have the beginning of a run take the theme from memory.

    Streamlit goes through all of its settings six times, for each part of a theme, and says the whole of it at the beginning
    of every run, which took more than a millisecond. The settings are read when the server starts, and stay.
    """
    put_together = app_session._populate_theme_msg

    @cache
    def remembered(section: str) -> CustomThemeConfig:
        part = CustomThemeConfig()
        put_together(part, section)
        return part

    @wraps(put_together)
    def copied(said: CustomThemeConfig, section: str = "theme") -> None:
        part = remembered(section)
        # A part that is there, though empty, is another theme to a browser.
        if part.ByteSize():
            said.MergeFrom(part)

    app_session._populate_theme_msg = copied
