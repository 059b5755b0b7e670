"""Processes that are started again when they die, and ended when a signal says so."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from operator import itemgetter

Task = Callable[[], None]

ENDING = {signal.SIGTERM, signal.SIGINT}
AWAITED = ENDING | {signal.SIGCHLD, signal.SIGALRM}
PAUSE = 1.0  # seconds before what has died at once is started again

log = logging.getLogger("statuscodes")


def keep_running(tasks: Iterable[Task], patience: int, at_end: Task) -> None:
    """Run each task in a process of its own, until SIGTERM or SIGINT; then every process has so many seconds to end."""
    signal.pthread_sigmask(signal.SIG_BLOCK, AWAITED)
    running = {started(task): (task, time.monotonic()) for task in tasks}
    due: list[tuple[float, Task]] = []  # when to start what has died
    is_ending = False
    while running or due:
        received = awaited(due)
        if received == signal.SIGCHLD:
            for pid, code in list(ended()):
                task, since = running.pop(pid, (None, 0.0))  # the first process of a container is given orphans, too
                if task and not is_ending:
                    log.error("Process %s has ended (%s). Another takes its place.", pid, code)
                    due.append((since + PAUSE, task))
        elif received == signal.SIGALRM:
            send(signal.SIGKILL, running)
        elif received and not is_ending:
            is_ending = True
            due.clear()
            at_end()
            signal.alarm(patience)
            send(signal.SIGTERM, running)
        for wanted in [each for each in due if each[0] <= time.monotonic()]:
            due.remove(wanted)
            running[started(wanted[1])] = wanted[1], time.monotonic()


def awaited(due: list[tuple[float, Task]]) -> int | None:
    """The next signal; none if something is to be started before one comes."""
    if not due:
        return signal.sigwait(AWAITED)
    told = signal.sigtimedwait(AWAITED, max(0.0, min(due, key=itemgetter(0))[0] - time.monotonic()))
    return told.si_signo if told else None


def started(task: Task) -> int:
    """The number of the process that runs a task."""
    sys.stdout.flush()
    sys.stderr.flush()
    if pid := os.fork():
        return pid
    code = 1
    try:
        os.setpgrp()  # Ctrl+C in a terminal reaches the first process alone, which tells the others
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, AWAITED)
        task()
        code = 0
    except BaseException:
        log.exception("A process has failed.")
    finally:
        os._exit(code)


def ended() -> Iterable[tuple[int, int]]:
    """The processes that have ended since, and the exit code of each; minus the number of a signal that has ended it."""
    try:
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            yield found[0], os.waitstatus_to_exitcode(found[1])
    except ChildProcessError:
        return


def send(number: signal.Signals, pids: Iterable[int]) -> None:
    """Send a signal to processes that may just have ended: nobody else has their numbers before we have asked about them."""
    for pid in pids:
        os.kill(pid, number)
