import { Worker } from 'node:worker_threads';

/**
 * Kills the process if its event loop is blocked for `ms` milliseconds, so that its supervisor restarts it. A thread of
 * its own watches; it takes about 9 MB.
 */
export function startWatchdog(ms: number): void {
  const beats = new Int32Array(new SharedArrayBuffer(8));
  const thread = new Worker(new URL('./watchdog-thread.js', import.meta.url), {
    workerData: { beats, ms },
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 1 },
  });
  thread.unref();
  setInterval(() => Atomics.add(beats, 0, 1), ms / 10).unref();
}
