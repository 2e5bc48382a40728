import { describe, expect, it } from 'vitest';
import { createSingleValue, type Expiring } from '../../../src/upstream/http/single-value.ts';
import { failureOf, testCall } from '../../support/sender.ts';

const LONG_MS = 60_000;

/** A single value whose n-th fetch answers `n`, good for `lifeMs`. */
function counted(lifeMs = LONG_MS) {
  let fetches = 0;
  const value = createSingleValue(
    'SENTINEL',
    async () => {
      fetches += 1;
      return { value: fetches, expiresAt: Date.now() + lifeMs };
    },
    1000,
  );
  return { value, fetches: () => fetches };
}

describe('createSingleValue', () => {
  it('fetches once for callers at the same time, and keeps it', async () => {
    const { value } = counted();
    expect(await Promise.all([value.get(testCall()), value.get(testCall())])).toEqual([1, 1]);
    expect(await value.get(testCall())).toBe(1);
  });

  it('fetches anew when it has expired', async () => {
    const { value } = counted(0);
    expect([await value.get(testCall()), await value.get(testCall())]).toEqual([1, 2]);
  });

  it('fetches anew after its value was dropped', async () => {
    const { value } = counted();
    value.drop(await value.get(testCall()));
    expect(await value.get(testCall())).toBe(2);
  });

  it('does not drop a newer value for an old one', async () => {
    const { value, fetches } = counted();
    const old = await value.get(testCall());
    value.drop(old);
    await value.get(testCall());
    value.drop(old);
    expect(await value.get(testCall())).toBe(2);
    expect(fetches()).toBe(2);
  });

  it('does not keep a failure', async () => {
    let fetches = 0;
    const value = createSingleValue(
      'SENTINEL',
      async () => {
        fetches += 1;
        if (fetches === 1) throw new Error('down');
        return { value: fetches, expiresAt: Date.now() + LONG_MS };
      },
      1000,
    );
    await expect(value.get(testCall())).rejects.toThrow('down');
    expect(await value.get(testCall())).toBe(2);
  });

  it('goes on with its fetch for others when a caller leaves', async () => {
    const gate = Promise.withResolvers<Expiring<string>>();
    const value = createSingleValue('SENTINEL', () => gate.promise, 1000);
    const client = new AbortController();
    const [left, stayed] = [value.get(testCall(1000, client.signal)), value.get(testCall())];
    client.abort();
    await expect(left).rejects.toBe(client.signal.reason);
    gate.resolve({ value: 'kept', expiresAt: Date.now() + LONG_MS });
    expect(await stayed).toBe('kept');
  });

  it('does not wait for a caller that had left before', async () => {
    const value = createSingleValue('SENTINEL', () => new Promise<never>(() => {}), 1000);
    await expect(value.get(testCall(1000, AbortSignal.abort()))).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('ends a wait at the deadline of its caller with UPSTREAM_TIMEOUT, unsent', async () => {
    const value = createSingleValue('DOMAIN_API', () => new Promise<never>(() => {}), 1000);
    expect(await failureOf(value.get(testCall(5)))).toMatchObject({
      code: 'UPSTREAM_TIMEOUT',
      service: 'DOMAIN_API',
      message: "The Domain API did not answer before the request's deadline.",
      details: { delivery: 'unsent' },
    });
  });

  it('gives its fetch a deadline of its own', async () => {
    const calls: number[] = [];
    const value = createSingleValue(
      'SENTINEL',
      async ({ deadlineAt, signal }) => {
        calls.push(deadlineAt - Date.now());
        return { value: signal.aborted, expiresAt: 0 };
      },
      700,
    );
    expect(await value.get(testCall(5000))).toBe(false);
    expect(calls[0]).toBeGreaterThan(600);
    expect(calls[0]).toBeLessThanOrEqual(700);
  });
});
