import { write } from 'node:fs';
import { workerData } from 'node:worker_threads';

/** The first number counts the beats of the event loop; nobody changes the second one. */
const { beats, ms } = workerData;

// A machine that sleeps stops both threads, so steps are counted, not time.
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
  msg: `The process is killed because its event loop has not turned for ${ms} ms`,
});
const kill = () => process.kill(process.pid, 'SIGKILL');
write(2, `${line}\n`, kill);
// A stderr that cannot be written must not save the process.
setTimeout(kill, 200);
