import { write } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** The first number counts the heartbeats of the event loop; the second never changes. */
const { beats, ms } = workerData;

// A suspended machine stops both threads, so steps are counted, not time.
const STEPS = 8;

let missed = 0;
while (missed < STEPS) {
  const before = Atomics.load(beats, 0);
  Atomics.wait(beats, 1, 0, ms / STEPS);
  missed = Atomics.load(beats, 0) === before ? missed + 1 : 0;
}

const line = JSON.stringify({
  level: 60,
  time: Date.now(),
  pid: process.pid,
  msg: `Killing the process because its event loop has been blocked for ${ms} ms`,
});
const kill = () => process.kill(process.pid, 'SIGKILL');
write(2, `${line}\n`, kill);
// Kills the process even if stderr is not writable.
setTimeout(kill, 200);
