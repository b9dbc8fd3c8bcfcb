"""Releasing: a build in a process of its own, the golden questions, publishing, and going back."""
