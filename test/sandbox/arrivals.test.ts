import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createArrivals } from '../../src/sandbox/arrivals.ts';

it('has all requests that are seen after work arrive before it, until the process rests', async () => {
  const arrival = createArrivals();
  await sleep(20);
  const before = arrival();
  const workedUntil = performance.now() + 30;
  while (performance.now() < workedUntil);
  await nextTurn();
  expect(arrival()).toBe(before);
  await sleep(20);
  expect(arrival()).toBeGreaterThanOrEqual(workedUntil);
});
