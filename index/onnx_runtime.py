"""onnxruntime, which tells nobody of itself: imported by way of this file, before anything else imports it."""

import os

# As it is imported, the library begins to report its use to its maker: an id and a database in the home folder, a
# thread, and messages over the network. What it offers to be told afterwards leaves the id there.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]
