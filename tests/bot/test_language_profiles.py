"""The small table says what langdetect's own does."""

from pathlib import Path

import pytest
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

from bot.language_profiles import Profiles


def test_every_string_has_the_shares_that_langdetect_gives_it() -> None:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    profiles = Profiles.load(Path(PROFILES_DIRECTORY))
    places = [factory.langlist.index(name) for name in profiles.names]
    assert sorted(places) == list(range(len(factory.langlist)))
    own = {string: row for string, row in factory.word_lang_prob_map.items() if any(row)}
    assert all(profiles[string] == [row[place] for place in places] for string, row in own.items())
    assert {string for string in factory.word_lang_prob_map if string in profiles} == own.keys()


def test_a_string_of_no_language_is_not_known() -> None:
    profiles = Profiles([("sv", {"å": 0.5}), ("da", {"å": 0.25, "æ": 0.1})])
    assert "ø" not in profiles
    assert profiles["å"] == [0.5, 0.25]
    assert profiles["æ"] == [0.0, 0.1]
    with pytest.raises(KeyError):
        profiles["ø"]
