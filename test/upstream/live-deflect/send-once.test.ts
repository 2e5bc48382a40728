import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createSealing } from '../../../src/upstream/auth/sealing.ts';
import { Secret } from '../../../src/upstream/auth/secret.ts';
import { UpstreamError } from '../../../src/upstream/http/upstream-error.ts';
import { alertDigest } from '../../../src/upstream/live-deflect/alert-digest.ts';
import { memoryLedger } from '../../../src/upstream/live-deflect/alert-ledger.ts';
import { sendOnce } from '../../../src/upstream/live-deflect/send-once.ts';
import type { ProactiveAlert } from '../../../src/upstream/live-deflect/types.ts';
import { testAlert } from '../../support/alert.ts';
import { failureOf, testCall } from '../../support/sender.ts';

const sealing = createSealing('12345678', new Secret('consumer-secret'));
const ALERT: ProactiveAlert = testAlert();

/** Sending once over a ledger in memory, and how often it sent. */
function sender(send: () => Promise<never> = () => new Promise(() => {})) {
  const ledger = memoryLedger()(60_000);
  const sent: ProactiveAlert[] = [];
  const counted = (alert: ProactiveAlert) => {
    sent.push(alert);
    return send();
  };
  /** A claim of somebody who was to be done at `until`. */
  const claimed = (until: number) => ledger.claim({ key: 'key-1', input: alertDigest(sealing, ALERT), until });
  return { ledger, sent, claimed, sendAlert: sendOnce({ send: counted, ledger, sealing }) };
}

describe('sendOnce', () => {
  it('takes a claim whose time is over for an unknown outcome, at once', async () => {
    const { sent, claimed, sendAlert } = sender();
    await claimed(Date.now() - 1);
    expect(await sendAlert(ALERT, 'key-1', testCall(5000))).toEqual({
      kind: 'OUTCOME_UNKNOWN',
      reason: 'The gateway that sent the alert with this idempotencyKey ended without reporting the outcome.',
      replayed: true,
    });
    expect(sent).toHaveLength(0);
  });

  it('waits for a claim until its time is over', async () => {
    const { claimed, sendAlert } = sender();
    await claimed(Date.now() + 150);
    const began = performance.now();
    expect(await sendAlert(ALERT, 'key-1', testCall(5000))).toMatchObject({ kind: 'OUTCOME_UNKNOWN' });
    expect(performance.now() - began).toBeGreaterThan(140);
  });

  it('waits for a claim no longer than its caller does', async () => {
    const { claimed, sendAlert } = sender();
    await claimed(Date.now() + 5000);
    const client = new AbortController();
    const leaving = sendAlert(ALERT, 'key-1', testCall(5000, client.signal));
    await sleep(20);
    client.abort();
    await expect(leaving).rejects.toThrow('aborted');
    expect(await sendAlert(ALERT, 'key-1', testCall(50))).toMatchObject({ kind: 'OUTCOME_UNKNOWN', replayed: true });
  });

  it('gives an outcome that is told while it waits', async () => {
    const { ledger, claimed, sendAlert } = sender();
    await claimed(Date.now() + 5000);
    const waiting = sendAlert(ALERT, 'key-1', testCall(5000));
    await sleep(20);
    ledger.settle({ key: 'key-1', input: alertDigest(sealing, ALERT), until: 0 }, { kind: 'REFUSED', ...NO_DETAIL });
    expect(await waiting).toEqual({ kind: 'REFUSED', ...NO_DETAIL, replayed: true });
  });

  it('begins nothing after the deadline, and leaves the key free', async () => {
    const { sent, ledger, sendAlert } = sender();
    const late = { ...testCall(5000), deadlineAt: Date.now() };
    for (const key of ['key-1', null]) {
      expect(await failureOf(sendAlert(ALERT, key, late))).toMatchObject({
        code: 'UPSTREAM_TIMEOUT',
        details: { delivery: 'unsent' },
      });
    }
    expect(sent).toHaveLength(0);
    expect(await ledger.claim({ key: 'key-1', input: '', until: 0 })).toBeNull();
  });

  it('is one attempt for sends at the same time, and one failure', async () => {
    const refused = new UpstreamError('UPSTREAM_UNAUTHORIZED', 'LIVE_DEFLECT', 'refused', { delivery: 'answered' });
    const { sent, ledger, sendAlert } = sender(() => Promise.reject(refused));
    const sends = Array.from({ length: 50 }, () => failureOf(sendAlert(ALERT, 'key-1', testCall())));
    expect(new Set(await Promise.all(sends))).toEqual(new Set([refused]));
    expect(sent).toHaveLength(1);
    expect(await ledger.claim({ key: 'key-1', input: '', until: 0 })).toBeNull();
  });

  it('does not take a fault of the gateway for an alert that was not sent', async () => {
    const { sent, sendAlert } = sender(() => Promise.reject(new TypeError('a fault')));
    await expect(sendAlert(ALERT, 'key-1', testCall())).rejects.toThrow('a fault');
    expect(await sendAlert(ALERT, 'key-1', testCall())).toMatchObject({ kind: 'OUTCOME_UNKNOWN', replayed: true });
    expect(sent).toHaveLength(1);
  });
});

const NO_DETAIL = { reason: 'no such template', detail: null };
