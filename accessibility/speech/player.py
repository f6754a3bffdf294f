"""Plays what a speech process writes, as it comes, and falls silent at once.

Qt's sound output is fed by hand: handed the process itself, it would stop at the first moment without data.
QtMultimedia is imported on first use (it loads FFmpeg, some 60 ms).
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QIODevice, QObject, QProcess, QTimer, Signal

from accessibility.speech.wav import SoundFormat, read_head

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioSink

_log = logging.getLogger(__name__)
_FEED_MS = 15
_KILL_MS = 200  # it takes about 1
_BUFFER_MS = 150  # what the sound server may hold: long enough for a busy computer, short enough to be cut off


def can_play() -> bool:
    """Say whether there is anywhere to play sound; without, Qt pretends to play."""
    from PySide6.QtMultimedia import QMediaDevices

    return bool(QMediaDevices.audioOutputs())


class Player(QObject):
    """One utterance at a time. `finished` comes once for each, whether it ended, failed or was cut off."""

    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._retired: QProcess | None = None  # thrown away one utterance later, never inside its own signal
        self._sink: QAudioSink | None = None
        self._into: QIODevice | None = None
        self._waiting = bytearray()
        self._ended = False
        self._feeding = QTimer(self)
        self._feeding.setInterval(_FEED_MS)
        self._feeding.timeout.connect(self._feed)

    def __del__(self) -> None:
        # A process thrown away while it runs would call back into what is half gone.
        if self._process is not None:
            _end(self._process)

    @property
    def playing(self) -> bool:
        """Whether something is being said."""
        return self._process is not None

    def play(self, command: list[str], text: str) -> None:
        """Start `command`, give it `text` on its input and play the WAV it answers with; cuts off what was before."""
        self.stop()
        process = QProcess()
        self._process, self._ended = process, False
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._take)
        process.finished.connect(self._process_ended)
        process.errorOccurred.connect(self._process_failed)
        process.start(command[0], command[1:])
        if self._process is process:
            process.write(text.encode())
            process.closeWriteChannel()
            self._feeding.start()

    def stop(self) -> None:
        """Fall silent at once: drop what is buffered and end the process."""
        if self._process is None:
            return
        process, self._process = self._process, None
        self._feeding.stop()
        self._waiting.clear()
        if self._sink is not None:
            self._sink.reset()
        self._sink = self._into = None
        _end(process)
        self._retired = process
        self.finished.emit()

    def _take(self) -> None:
        if self._process is not None:
            self._waiting += self._process.readAllStandardOutput().data()
            self._feed()

    def _process_ended(self) -> None:
        self._take()
        self._ended = True

    def _process_failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            _log.warning("the speech program could not be started")
            self.stop()

    def _feed(self) -> None:
        if self._into is None and not self._open():
            return
        if self._sink is None or self._into is None:
            return
        room = self._sink.bytesFree() // 2 * 2
        if room and self._waiting:
            taken = self._into.write(bytes(self._waiting[:room]))
            del self._waiting[: max(taken, 0)]
        if self._ended and not self._waiting and self._played_out():
            self.stop()

    def _open(self) -> bool:
        """Open the output once the head of the stream is there; give up on a process that wrote none."""
        from PySide6.QtMultimedia import QtAudio

        try:
            sound = read_head(bytes(self._waiting))
        except ValueError as error:
            _log.warning("the speech program: %s", error)
            self.stop()
            return False
        if sound is None:
            if self._ended:
                _log.warning("the speech program ended without a sound")
                self.stop()
            return False
        del self._waiting[: sound.begins]
        self._sink = _sink_for(sound)
        self._into = self._sink.start()
        if self._sink.state() is QtAudio.State.StoppedState:
            _log.warning("the sound output could not be opened")
            self.stop()
            return False
        return True

    def _played_out(self) -> bool:
        from PySide6.QtMultimedia import QtAudio

        return self._sink is None or self._sink.state() in (QtAudio.State.IdleState, QtAudio.State.StoppedState)


def _end(process: QProcess) -> None:
    """Kill a process and hear no more of it."""
    process.blockSignals(True)  # noqa: FBT003 - Qt's signature
    if process.state() != QProcess.ProcessState.NotRunning:
        process.kill()
        process.waitForFinished(_KILL_MS)


def _sink_for(sound: SoundFormat) -> QAudioSink:
    from PySide6.QtMultimedia import QAudioFormat, QAudioSink, QMediaDevices

    wanted = QAudioFormat()
    wanted.setSampleRate(sound.rate)
    wanted.setChannelCount(sound.channels)
    wanted.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    sink = QAudioSink(QMediaDevices.defaultAudioOutput(), wanted)
    sink.setBufferSize(sound.rate * sound.channels * 2 * _BUFFER_MS // 1000)
    return sink
