"""What is worked out in a second process comes to the same as in the first."""

import os
import subprocess
import sys

import pytest

SCRIPT = """
import os, threading, time
from sources.beside import beside

numbers = [1, 2, 3]
def work():
    return os.getpid(), sum(numbers)
"""
IN_A_BLOCK = """
with beside([work]) as found:
    numbers.append(100)
    process, total = next(found)
print(process != os.getpid(), total)
"""


@pytest.fixture
def run(project):
    """Runs a script in a process of its own, without threads but its own, and returns what it says."""

    def said(script, **options):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT + script], cwd=project, capture_output=True, text=True, **options
        )
        return done.stdout.split(), done.stderr

    return said


two_processors = pytest.mark.skipif(
    sys.platform != "linux" or len(os.sched_getaffinity(0)) < 2, reason="only there a second process helps"
)


@two_processors
def test_a_second_process_works_with_what_was_known_when_the_block_began(run):
    assert run(IN_A_BLOCK) == (["True", "6"], "")


def test_on_one_processor_the_work_is_done_in_line(run):
    one = min(os.sched_getaffinity(0))
    said, _ = run(IN_A_BLOCK, preexec_fn=lambda: os.sched_setaffinity(0, [one]))
    assert said == ["False", "106"]


def test_beside_another_thread_the_work_is_done_in_line(run):
    thread = "threading.Thread(target=time.sleep, args=[0.5]).start()"
    said, _ = run(f"{thread}{IN_A_BLOCK}")
    assert said == ["False", "106"]


@two_processors
def test_the_second_process_is_gone_when_the_block_ends(run):
    endless = """
started = os.getpid()
def work():
    time.sleep(600)
with beside([work]):
    pass
print(open(f"/proc/self/task/{started}/children").read() == "")
"""
    assert run(endless) == (["True"], "")


@two_processors
def test_a_second_process_that_fails_is_no_result(run):
    failing = """
def work():
    raise ValueError("odd")
try:
    with beside([work]) as found:
        next(found)
except ChildProcessError as error:
    print(error)
"""
    said, err = run(failing)
    assert " ".join(said) == "another process that takes part in it has stopped"
    assert "ValueError: odd" in err
