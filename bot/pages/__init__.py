"""The web pages around the chat: the front page, the chat by itself, and the assessment as a plain form.

Nothing here needs a script of the reader's browser, keeps anything, or asks another host for anything.
"""

from bot.pages.channel import pages_channel

__all__ = ["pages_channel"]
