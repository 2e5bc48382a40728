import { setTimeout as sleep } from 'node:timers/promises';
import type { Sealing } from '../auth/sealing.ts';
import type { Call } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import type { LiveDeflect } from './adapter.ts';
import { alertDigest } from './alert-digest.ts';
import type { AlertLedger, Claim, Held } from './alert-ledger.ts';
import type { ProactiveAlert, SettledAlert } from './types.ts';

/** What became of an alert that was sent now, or earlier with the same key: then it is `replayed`, and nothing was sent. */
export type OnceSentAlert =
  | (SettledAlert & { readonly replayed: boolean })
  /** The key was used for another alert; nothing was sent. */
  | { readonly kind: 'KEY_REUSED' };

/**
 * Sends an alert once per idempotency key; null stands for a key that nobody else uses. Throws `UpstreamError` when the
 * alert surely was not sent, and then the key may be used again. Price: one call, none for a replay.
 */
export type SendAlertOnce = (
  alert: ProactiveAlert,
  idempotencyKey: string | null,
  call: Call,
) => Promise<OnceSentAlert>;

/** What sending once is made of. */
export type SendOnceOptions = {
  readonly send: LiveDeflect['sendProactiveAlert'];
  readonly ledger: AlertLedger;
  readonly sealing: Pick<Sealing, 'nameOf'>;
};

/** One attempt at a key; `PENDING` while another process has claimed it. */
type Attempt = OnceSentAlert | { readonly kind: 'PENDING'; readonly until: number };

/** Milliseconds for an outcome to be written, and for clocks of two machines to differ. */
const GRACE_MS = 2000;
/** Milliseconds between looks at a key that another process has claimed. */
const POLL_MS = 100;

/** Sends at the same time share one attempt; it lives as long as its first caller's deadline allows, even if that caller leaves. */
export function sendOnce({ send, ledger, sealing }: SendOnceOptions): SendAlertOnce {
  const running = new Map<string, { readonly input: string; readonly attempt: Promise<Attempt> }>();

  const begin = (claim: Claim, alert: ProactiveAlert, call: Call) => {
    const { key, input } = claim;
    const attempt = attemptOnce(claim, alert, withoutClient(call)).finally(() => running.delete(key));
    const flight = { input, attempt };
    running.set(key, flight);
    return flight;
  };
  const attemptOnce = async (claim: Claim, alert: ProactiveAlert, call: Call): Promise<Attempt> => {
    const held = await ledger.claim(claim);
    if (held !== null) return attemptOf(held, claim.input);
    try {
      stopAtDeadline(call);
      const outcome = await settled(send(alert, call));
      ledger.settle(claim, outcome);
      return { ...outcome, replayed: false };
    } catch (error) {
      if (error instanceof UpstreamError) ledger.release(claim);
      else ledger.settle(claim, unknown('The gateway failed while sending the alert.'));
      throw error;
    }
  };

  return async (alert, key, call) => {
    stopAtDeadline(call);
    if (key === null) return { ...(await settled(send(alert, call))), replayed: false };
    const input = alertDigest(sealing, alert);
    for (;;) {
      const other = running.get(key);
      if (other !== undefined && other.input !== input) return { kind: 'KEY_REUSED' };
      const { attempt } = other ?? begin({ key, input, until: call.deadlineAt + GRACE_MS }, alert, call);
      // One's own attempt ends at the deadline by itself, and knows whether the alert was sent.
      const result = await within(call, attempt, () =>
        other === undefined ? attempt : replay(unknown(STILL_RUNNING)),
      );
      if (result.kind === 'KEY_REUSED') return result;
      if (result.kind !== 'PENDING') return other === undefined ? result : replay(result);
      const leftMs = call.deadlineAt - Date.now();
      if (Date.now() >= result.until) return replay(unknown(NEVER_TOLD));
      if (leftMs <= 0) return replay(unknown(STILL_RUNNING));
      await within(call, sleep(Math.min(POLL_MS, leftMs)), () => {});
    }
  };
}

const STILL_RUNNING = "Another send with this idempotencyKey had not reported its outcome by this request's deadline.";
const NEVER_TOLD = 'The gateway that sent the alert with this idempotencyKey ended without reporting the outcome.';

function unknown(reason: string): SettledAlert {
  return { kind: 'OUTCOME_UNKNOWN', reason };
}

function replay(outcome: SettledAlert): OnceSentAlert {
  return { ...outcome, replayed: true };
}

function attemptOf({ input, until, outcome }: Held, ownInput: string): Attempt {
  if (input !== null && input !== ownInput) return { kind: 'KEY_REUSED' };
  return outcome === null ? { kind: 'PENDING', until } : replay(outcome);
}

/** An answer that was lost is an outcome; only what surely was not sent is a failure. */
async function settled(work: Promise<SettledAlert>): Promise<SettledAlert> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.details.delivery !== 'unknown' || error.service !== 'LIVE_DEFLECT')
      throw error;
    return unknown(error.message);
  }
}

/** Throws what surely was not sent when nothing may be begun any more; a caller's abort as it is. */
function stopAtDeadline({ signal, deadlineAt }: Call): void {
  if (Date.now() < deadlineAt && !signal.aborted) return;
  if (signal.aborted && signal.reason?.name !== 'TimeoutError') throw signal.reason;
  const sentence = "was not called, and the alert was not sent: the request's deadline had passed";
  throw new UpstreamError('UPSTREAM_TIMEOUT', 'LIVE_DEFLECT', sentence, { delivery: 'unsent' });
}

/** The same time without the client's abort: who asks again with the same key is to get the outcome. */
function withoutClient(call: Call): Call {
  return { ...call, signal: AbortSignal.timeout(Math.max(0, call.deadlineAt - Date.now())) };
}

/** Waits for shared work no longer than `call` allows: what `late` gives at its deadline, a caller's abort thrown as it is. */
async function within<T>({ signal }: Call, work: Promise<T>, late: () => T | Promise<T>): Promise<T> {
  const stopped = Promise.withResolvers<T>();
  const stop = () => (signal.reason?.name === 'TimeoutError' ? stopped.resolve(late()) : stopped.reject(signal.reason));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
