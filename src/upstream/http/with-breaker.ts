import { type CircuitBreakerPolicy, CircuitState, circuitBreaker, handleWhen, type IBreaker } from 'cockatiel';
import type { Family, UpstreamService } from '../family.ts';
import type { Layer, UpstreamResponse } from './request.ts';
import { createSlidingCount } from './sliding-count.ts';
import { UpstreamError } from './upstream-error.ts';

/** When a breaker opens and closes. */
export type BreakerOptions = {
  /** The share of failures at which it opens, above 0 and at most 1. */
  readonly failureShare: number;
  /** Milliseconds over which calls are counted. */
  readonly windowMs: number;
  /** Minimum calls in the window before the breaker can open. */
  readonly minimumCalls: number;
  /** Milliseconds that it stays open before it lets one probe through. */
  readonly probeAfterMs: number;
  /** Milliseconds from which an attempt that the request's own deadline ended counts as a failure. */
  readonly slowAfterMs: number;
};

/** The breaker of one account and family, shared by all its senders. */
export type Breaker = {
  /** Sends through the breaker. While it is open, throws `UPSTREAM_UNAVAILABLE`, unsent, with `retryAfterMs`. */
  run(send: () => Promise<UpstreamResponse>): Promise<UpstreamResponse>;
};

/** A closed breaker lets all calls through, a half-open one a single probe, an open one no call. */
export type BreakerState = 'closed' | 'half_open' | 'open';

/**
 * Fails calls to an upstream that is down at once, and probes it from time to time with one call.
 *
 * It stands inside retry, so that each attempt counts and an open breaker ends the retries; and outside the budget, so
 * that a refused call takes no turn. The cache, outermost, treats a refusal like any other outage.
 */
export function withBreaker(breakerOf: (family: Family) => Breaker): Layer {
  return (next) => (request) => breakerOf(request.family).run(() => next(request));
}

/**
 * A closed breaker. The table of failures says which attempts at `service` are failures, and which are successes. A
 * caller's abort, another service's failure and a refusal by the gateway do not count; nor does a request's deadline, unless the attempt had run for `slowAfterMs`. If a probe does not count, the breaker
 * stays open for another `probeAfterMs`.
 */
export function createBreaker(
  service: UpstreamService,
  options: BreakerOptions,
  onState: (state: BreakerState) => void,
): Breaker {
  let probeAt = 0;
  const failed = (error: unknown) => policy.state === CircuitState.HalfOpen || isFailure(error, service, options);
  const policy: CircuitBreakerPolicy = circuitBreaker(handleWhen(failed), {
    halfOpenAfter: options.probeAfterMs,
    breaker: sampling(options),
  });
  onState('closed');
  policy.onStateChange((state) => {
    // Also when half-open: if the probe fails, this is when the next one is due.
    probeAt = Date.now() + options.probeAfterMs;
    onState(STATES[state]);
  });
  const refuses = () =>
    policy.state === CircuitState.HalfOpen || (policy.state === CircuitState.Open && Date.now() < probeAt);
  return {
    async run(send) {
      if (refuses()) throw unavailable(service, Math.max(1, probeAt - Date.now()));
      const settled = await policy.execute(() => send().then(answered, (error) => settledByAnswer(service, error)));
      if ('error' in settled) throw settled.error;
      return settled.response;
    },
  };
}

const STATES: Record<CircuitState, BreakerState> = {
  [CircuitState.Closed]: 'closed',
  [CircuitState.HalfOpen]: 'half_open',
  [CircuitState.Open]: 'open',
  [CircuitState.Isolated]: 'open',
};

/** An answer, which is a success for the policy even if it is thrown as an error afterwards. */
type Answered = { readonly response: UpstreamResponse } | { readonly error: UpstreamError };

function answered(response: UpstreamResponse): Answered {
  return { response };
}

function settledByAnswer(service: UpstreamService, error: unknown): Answered {
  if (error instanceof UpstreamError && error.service === service && error.details.breaker === 'success')
    return { error };
  throw error;
}

function isFailure(error: unknown, service: UpstreamService, { slowAfterMs }: BreakerOptions): boolean {
  if (!(error instanceof UpstreamError) || error.service !== service) return false;
  const { breaker, cutOffAfterMs = slowAfterMs } = error.details;
  return breaker === 'failure' && cutOffAfterMs >= slowAfterMs;
}

/** cockatiel's SamplingBreaker moves its window only with calls, so twenty failures over a quiet day would open it. */
function sampling({ failureShare, windowMs, minimumCalls }: BreakerOptions): IBreaker {
  const failures = createSlidingCount(windowMs);
  const calls = createSlidingCount(windowMs);
  return {
    state: null,
    success(state) {
      if (state === CircuitState.HalfOpen) {
        failures.clear();
        calls.clear();
      }
      calls.add();
    },
    failure() {
      calls.add();
      failures.add();
      const total = calls.total();
      return total >= minimumCalls && failures.total() >= total * failureShare;
    },
  };
}

function unavailable(service: UpstreamService, retryAfterMs: number): UpstreamError {
  const sentence = `has failed too often; the gateway calls it again in ${Math.ceil(retryAfterMs / 1000)} s`;
  return new UpstreamError('UPSTREAM_UNAVAILABLE', service, sentence, { delivery: 'unsent', retryAfterMs });
}
