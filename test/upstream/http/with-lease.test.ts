import { describe, expect, it } from 'vitest';
import { createSealing } from '../../../src/upstream/auth/sealing.ts';
import { Secret } from '../../../src/upstream/auth/secret.ts';
import { type Call, type UpstreamRequest, withLayers } from '../../../src/upstream/http/request.ts';
import { type Leases, withLease } from '../../../src/upstream/http/with-lease.ts';
import { createAnswerMemory } from '../../../src/upstream/traffic/answer-memory.ts';
import { createAnswerStore } from '../../../src/upstream/traffic/answer-store.ts';
import { failureOf, readOf, testCall, testTransport } from '../../support/sender.ts';
import { type Answer, startUpstream } from '../../support/upstream.ts';

/** Leases of which another process has those that `taken` says; they are counted. */
function leasesWhere(taken: (takes: number) => boolean) {
  const counts = { takes: 0, releases: 0 };
  const leases: Leases = {
    take: async () => {
      counts.takes += 1;
      return !taken(counts.takes);
    },
    release() {
      counts.releases += 1;
    },
  };
  return { leases, counts };
}

/** Reads that are polls, over an upstream; `share` puts an answer where that of another process would be. */
async function startLeased(leases: Leases, answer: Answer = { json: 'own' }) {
  const upstream = await startUpstream(() => answer);
  const memory = createAnswerMemory(100_000);
  if (memory === null) throw new Error('no memory');
  const store = createAnswerStore(memory, createSealing('1', new Secret('token')), null);
  const options = {
    store,
    leases,
    freshMs: () => 60_000,
    stale: { staleWhileRevalidateMs: 0, staleIfErrorMs: 0 },
    refreshTimeoutMs: 30_000,
    onResult() {},
  };
  const send = withLayers(testTransport(), [withLease(options, leases)]);
  const request = (call: Partial<Call>): UpstreamRequest =>
    readOf(`${upstream.url}/a`, { call: { ...testCall(), poll: true, ...call } });
  return {
    upstream,
    read: async (call: Partial<Call> = {}) => (await send(request(call))).body,
    share: (body: string, fetchedAt = Date.now()) =>
      void store.set(store.nameOf(request({})), { body, fetchedAt }, 60_000),
  };
}

describe('withLease', () => {
  it('makes the call of a poll that has the lease, and keeps it', async () => {
    const { leases, counts } = leasesWhere(() => false);
    const { read } = await startLeased(leases);
    expect([await read(), counts]).toEqual(['"own"', { takes: 1, releases: 0 }]);
  });

  it('waits for the answer of the process that has it', async () => {
    const { leases } = leasesWhere(() => true);
    const { read, share, upstream } = await startLeased(leases);
    const reading = read();
    setTimeout(() => share('"theirs"'), 150);
    expect([await reading, upstream.requests]).toEqual(['"theirs"', []]);
  });

  it('does not take an answer from before', async () => {
    const { leases } = leasesWhere((takes) => takes < 3);
    const { read, share } = await startLeased(leases);
    share('"old"', Date.now() - 60_001);
    expect(await read()).toBe('"own"');
  });

  it('makes the call itself when the other process fails', async () => {
    const { leases } = leasesWhere((takes) => takes < 3);
    const { read, upstream } = await startLeased(leases);
    expect([await read(), upstream.requests.length]).toEqual(['"own"', 1]);
  });

  it('makes the call itself when the other process hangs', { timeout: 20_000 }, async () => {
    const { leases } = leasesWhere(() => true);
    const { read } = await startLeased(leases);
    expect(await read(testCall(15_000))).toBe('"own"');
  });

  it('gives the lease back when the call fails', async () => {
    const { leases, counts } = leasesWhere(() => false);
    const { read } = await startLeased(leases, (response) => response.destroy());
    await expect(read()).rejects.toThrow();
    expect(counts.releases).toBe(1);
  });

  it('waits no longer than its deadline', async () => {
    const { leases } = leasesWhere(() => true);
    const { read } = await startLeased(leases);
    expect(await failureOf(read(testCall(150)))).toMatchObject({ code: 'UPSTREAM_TIMEOUT' });
  });

  it('stops waiting when nobody wants the answer any more', async () => {
    const { leases } = leasesWhere(() => true);
    const { read, upstream } = await startLeased(leases);
    const left = new AbortController();
    const reading = read({ signal: left.signal });
    left.abort();
    await expect(reading).rejects.toThrow();
    expect(upstream.requests).toEqual([]);
  });

  it.each([
    ['is no poll', { poll: false }],
    ['is fresh', { fresh: true }],
  ])('leaves alone a read that %s', async (_, call) => {
    const { leases, counts } = leasesWhere(() => true);
    const { read } = await startLeased(leases);
    expect([await read(call), counts.takes]).toEqual(['"own"', 0]);
  });
});
