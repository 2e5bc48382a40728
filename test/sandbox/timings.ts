import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { createDays } from '../../src/sandbox/days.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { dayMs, dayNumberOf, seriesOf } from '../../src/sandbox/series.ts';

// Prints what the sandbox costs at 10,000 messages a day: node test/sandbox/timings.ts
const transactionsPerDay = 10_000;
const nowMs = Date.UTC(2025, 5, 18, 15, 30);
const day = Date.UTC(2025, 5, 10);

if (process.argv[2] === 'serve') await serve();
else await measure();

async function serve(): Promise<void> {
  const before = performance.now();
  const sandbox = await startSandbox({
    now: () => nowMs,
    transactionsPerDay,
    requestsPerSecond: Number.POSITIVE_INFINITY,
    pageLength: { min: 1000, max: 1000 },
  });
  process.send?.({
    url: sandbox.url,
    startMs: performance.now() - before,
    bearer: sandbox.accounts[0]?.credentials.bearer,
  });
  process.once('disconnect', () => void sandbox.close());
}

async function measure(): Promise<void> {
  const server = fork(fileURLToPath(import.meta.url), ['serve']);
  const [{ url, startMs, bearer }] = await once(server, 'message');
  const get = async (api: string, startTime: number, endTime: number): Promise<void> => {
    const window = `attemptedStartTime=${startTime}&attemptedEndTime=${endTime}`;
    const { body } = await request(`${url}/api/account/12345678/app/prmsg/${api}/?${window}`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    await body.dump({ limit: 100_000_000 });
  };
  const analytics = (): Promise<void> => get('analytics', nowMs - 60 * dayMs, nowMs);
  const page = (): Promise<void> => get('transactions', day, day + dayMs - 1);
  print(`start ${round(startMs)} ms`);
  print(`60 days of analytics, cold ${await timeOf(analytics)} ms`);
  print(`60 days of analytics, warm ${await medianOf(analytics)} ms (median of 21)`);
  print(`1,000 rows, cold day ${await timeOf(page)} ms`);
  await medianOf(page);
  print(`1,000 rows, warm ${await medianOf(page)} ms (median of 21)`);
  server.disconnect();
  const series = seriesOf('timings', '12345678', 'prmsg');
  const generate = async (): Promise<void> => void createDays(transactionsPerDay).dayOf(series, dayNumberOf(day));
  print(`a day of 10,000, first in the process ${await timeOf(generate)} ms, then ${await medianOf(generate)} ms`);
}

async function medianOf(act: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 21; turn += 1) times.push(await timeOf(act));
  return times.toSorted((one, other) => one - other)[10] ?? Number.NaN;
}

async function timeOf(act: () => Promise<void>): Promise<number> {
  const before = performance.now();
  await act();
  return round(performance.now() - before);
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
