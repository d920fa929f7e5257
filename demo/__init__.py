"""The demo shop: its rows, its pictures, its start page."""
