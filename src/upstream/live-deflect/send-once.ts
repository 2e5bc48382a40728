import { setTimeout as sleep } from 'node:timers/promises';
import type { Sealing } from '../auth/sealing.ts';
import type { Call } from '../http/request.ts';
import { UpstreamError } from '../http/upstream-error.ts';
import type { LiveDeflect } from './adapter.ts';
import { alertDigest } from './alert-digest.ts';
import { type AlertLedger, type Claim, type Held, notSent, outcomeUnknown } from './alert-ledger.ts';
import type { ProactiveAlert, SettledAlert } from './types.ts';

/**
 * The outcome of an alert. It is `replayed` if the alert was sent earlier with the same key, and nothing was sent now.
 */
export type OnceSentAlert =
  | (SettledAlert & { readonly replayed: boolean })
  /** The key was used for another alert; nothing was sent. */
  | { readonly kind: 'KEY_REUSED' };

/**
 * Sends an alert once per idempotency key; null means no key. Throws `UpstreamError` if the alert certainly was not
 * sent; the key is then free again. Price: one call, none for a replay.
 */
export type SendAlertOnce = (
  alert: ProactiveAlert,
  idempotencyKey: string | null,
  call: Call,
) => Promise<OnceSentAlert>;

/** What `sendOnce` needs. */
export type SendOnceOptions = {
  readonly send: LiveDeflect['sendProactiveAlert'];
  readonly ledger: AlertLedger;
  readonly sealing: Pick<Sealing, 'nameOf'>;
};

/** The result of one attempt at a key; `PENDING` while another process holds the claim. */
type Attempt = OnceSentAlert | { readonly kind: 'PENDING'; readonly until: number };

/** Milliseconds allowed for writing an outcome, and for clock differences between machines. */
const GRACE_MS = 2000;
/** Milliseconds between reads of a key that another process has claimed. */
const POLL_MS = 100;

/**
 * Concurrent sends with one key share one attempt. It runs until its first caller's deadline, even if that caller
 * leaves.
 */
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
      const outcome = await settled(send(alert, { ...call, beforeAttempt: () => ledger.confirm(claim) }));
      ledger.settle(claim, outcome);
      return { ...outcome, replayed: false };
    } catch (error) {
      if (error instanceof UpstreamError) ledger.release(claim);
      else ledger.settle(claim, outcomeUnknown('The gateway failed while sending the alert.'));
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
      // This request's own attempt ends at the deadline by itself, and knows whether the alert was sent.
      const result = await within(call, attempt, () =>
        other === undefined ? attempt : replay(outcomeUnknown(STILL_RUNNING)),
      );
      if (result.kind === 'KEY_REUSED') return result;
      if (result.kind !== 'PENDING') return other === undefined ? result : replay(result);
      const leftMs = call.deadlineAt - Date.now();
      if (Date.now() >= result.until) return replay(outcomeUnknown(NEVER_REPORTED));
      if (leftMs <= 0) return replay(outcomeUnknown(STILL_RUNNING));
      await within(call, sleep(Math.min(POLL_MS, leftMs)), () => {});
    }
  };
}

const STILL_RUNNING = "Another send with this idempotencyKey had not reported its outcome by this request's deadline.";
const NEVER_REPORTED = 'The gateway that sent the alert with this idempotencyKey ended without reporting the outcome.';

function replay(outcome: SettledAlert): OnceSentAlert {
  return { ...outcome, replayed: true };
}

function attemptOf({ input, until, outcome }: Held, ownInput: string): Attempt {
  if (input !== null && input !== ownInput) return { kind: 'KEY_REUSED' };
  return outcome === null ? { kind: 'PENDING', until } : replay(outcome);
}

/** Turns a lost answer into an outcome. Throws only if the alert certainly was not sent. */
async function settled(work: Promise<SettledAlert>): Promise<SettledAlert> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.details.delivery !== 'unknown' || error.service !== 'LIVE_DEFLECT')
      throw error;
    return outcomeUnknown(error.message);
  }
}

/** Throws an unsent `UPSTREAM_TIMEOUT` after the deadline, and the signal's reason if the caller left. */
function stopAtDeadline({ signal, deadlineAt }: Call): void {
  if (Date.now() < deadlineAt && !signal.aborted) return;
  if (signal.aborted && signal.reason?.name !== 'TimeoutError') throw signal.reason;
  throw notSent('UPSTREAM_TIMEOUT', "the request's deadline had passed");
}

/** The same deadline without the client's abort, so that a repeat with the same key gets the outcome. */
function withoutClient(call: Call): Call {
  return { ...call, signal: AbortSignal.timeout(Math.max(0, call.deadlineAt - Date.now())) };
}

/**
 * Waits for shared work. At the deadline of `call` returns the result of `late`; if the caller leaves, throws the
 * signal's reason.
 */
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
