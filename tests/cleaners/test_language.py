"""The language of a body: the same answer in any thread, and none where there is too little."""

import subprocess
import sys

from cleaners.language import _tables, identify

ENGLISH = "Putin invited the North Korean leader to Moscow on Wednesday, his office said."


def test_too_little_text_has_no_language() -> None:
    assert identify("Reuters").code is None
    assert identify("1234 5678 " * 20).code is None


def test_chinese_carries_its_script() -> None:
    assert identify("普京邀请朝鲜领导人访问莫斯科，双方将签署一项新的条约。").code == "zh-Hans"


def test_threads_that_start_together_agree() -> None:
    """In a process of its own, so that the detector is loaded by the threads."""
    code = (
        "from concurrent.futures import ThreadPoolExecutor as Pool\n"
        "from cleaners.language import identify\n"
        f"with Pool(8) as pool: found = set(pool.map(identify, [{ENGLISH!r}] * 32))\n"
        "print(sorted(f.code for f in found))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['en']"


def test_the_tables_are_those_that_langdetect_would_load() -> None:
    from langdetect import DetectorFactory
    from langdetect.detector_factory import PROFILES_DIRECTORY

    theirs = DetectorFactory()
    theirs.load_profile(PROFILES_DIRECTORY)
    languages, shares = _tables()
    assert languages == sorted(theirs.langlist)
    places = [theirs.langlist.index(language) for language in languages]
    assert shares == {k: [v[n] for n in places] for k, v in theirs.word_lang_prob_map.items()}
