import { describe, expect, it } from 'vitest';
import { accountAt } from '../support/gateway.ts';
import { endOf, startConfigured } from '../support/main-process.ts';

/** Has the event loop stop for so long at a signal. */
function stopsFor(ms: number): string {
  const code = `process.on('SIGUSR2', () => { const end = Date.now() + ${ms}; while (Date.now() < end); })`;
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

function startWatched(watchdogMs: number, stopMs: number) {
  const config = { accounts: [accountAt('http://127.0.0.1:9')], guard: { watchdogMs } };
  return startConfigured(config, { NODE_OPTIONS: stopsFor(stopMs) });
}

describe('guard.watchdogMs', () => {
  it('kills a process whose event loop does not turn, and says so', async () => {
    const { child } = await startWatched(1000, 60_000);
    const errors = child.stderr?.toArray();
    child.kill('SIGUSR2');
    expect(await endOf(child)).toMatchObject({ code: null, signal: 'SIGKILL' });
    const lines = String((await errors)?.join(''))
      .trim()
      .split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      level: 60,
      pid: child.pid,
      msg: 'Killing the process because its event loop has been blocked for 1000 ms',
    });
  });

  it.each([
    [4000, 500],
    [0, 1500],
  ])('of %i lets a process live that stops for %i ms', async (watchdogMs, stopMs) => {
    const { child, url } = await startWatched(watchdogMs, stopMs);
    child.kill('SIGUSR2');
    expect((await fetch(new URL('/health/live', url))).status).toBe(200);
    child.kill('SIGTERM');
    expect(await endOf(child)).toMatchObject({ code: 0 });
  });
});
