"""Formats that articles come in: one module each, all behind the protocol of `entry.py`."""
