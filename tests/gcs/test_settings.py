"""Settings, and the clock."""

from rpython.rlib.rarithmetic import intmask, maxint

from gcs import settings


def test_the_clock_wraps(monkeypatch):
    began = maxint - 1000
    monkeypatch.setattr(settings, 'nanoseconds', lambda: intmask(began + 5000))
    assert settings.nanoseconds_since(began) == 5000
    monkeypatch.setattr(settings, 'nanoseconds', lambda: intmask(began - 10))
    assert settings.nanoseconds_since(began) == maxint
