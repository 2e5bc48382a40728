import { type CircuitBreakerPolicy, CircuitState, circuitBreaker, handleWhen, type IBreaker } from 'cockatiel';
import type { Family, UpstreamService } from '../family.ts';
import type { Layer, UpstreamResponse } from './request.ts';
import { createSlidingCount } from './sliding-count.ts';
import { UpstreamError } from './upstream-error.ts';

/** When a breaker opens, and how it closes again. */
export type BreakerOptions = {
  /** The share of failures at which it opens, above 0 and at most 1. */
  readonly failureShare: number;
  /** Milliseconds over which calls are counted. */
  readonly windowMs: number;
  /** Calls that there must have been in the window; fewer prove nothing. */
  readonly minimumCalls: number;
  /** Milliseconds that it stays open before one call is let through. */
  readonly probeAfterMs: number;
  /** Milliseconds after which an answer that a request's own deadline cut off is the upstream's fault. */
  readonly slowAfterMs: number;
};

/** A breaker of one account and family, shared by all layers that its requests go through. */
export type Breaker = {
  /** Sends through the breaker; throws `UPSTREAM_UNAVAILABLE`, unsent, with `retryAfterMs`, while it is open. */
  run(send: () => Promise<UpstreamResponse>): Promise<UpstreamResponse>;
};

/** A breaker's states: all calls go out, one does, none does. */
export type BreakerState = 'closed' | 'half_open' | 'open';

/**
 * Answers at once for an upstream that is down, and probes it now and then with one call.
 *
 * It stands inside retry and outside the budget: each attempt counts, so that it opens after so many failures and not
 * after so many requests with all their waits; a retry that comes back to an open breaker ends there; and what it
 * refuses takes no slot of the budget. The cache, outermost, sees its refusal as any other outage.
 */
export function withBreaker(breakerOf: (family: Family) => Breaker): Layer {
  return (next) => (request) => breakerOf(request.family).run(() => next(request));
}

/**
 * A closed breaker. Failures are 5xx, timeouts and connection failures of `service`. Any other answer (4xx, 429) is a
 * success: the upstream is there. Nothing is learned from a caller's abort, another service's failure, or what was
 * refused before it was sent; nor from a request's deadline, unless the attempt had `slowAfterMs`: a client that waits
 * 50 ms proves nothing. A probe that teaches nothing leaves the breaker open for another `probeAfterMs`.
 */
export function createBreaker(
  service: UpstreamService,
  options: BreakerOptions,
  onState: (state: BreakerState) => void,
): Breaker {
  let probeAt = 0;
  const fault = (error: unknown) => policy.state === CircuitState.HalfOpen || isFault(error, service, options);
  const policy: CircuitBreakerPolicy = circuitBreaker(handleWhen(fault), {
    halfOpenAfter: options.probeAfterMs,
    breaker: sampling(options),
  });
  onState('closed');
  policy.onStateChange((state) => {
    // Of a half-open one, too: its probe may fail, and the next one comes so much later.
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

/** Any answer, the ones that are thrown afterwards, too: for the policy it is a success. */
type Answered = { readonly response: UpstreamResponse } | { readonly error: UpstreamError };

function answered(response: UpstreamResponse): Answered {
  return { response };
}

function settledByAnswer(service: UpstreamService, error: unknown): Answered {
  if (!(error instanceof UpstreamError) || error.service !== service) throw error;
  if (error.details.delivery !== 'answered' && error.code !== 'UPSTREAM_MALFORMED') throw error;
  return { error };
}

function isFault(error: unknown, service: UpstreamService, { slowAfterMs }: BreakerOptions): boolean {
  if (!(error instanceof UpstreamError) || error.service !== service) return false;
  const { code, details } = error;
  if (code === 'UPSTREAM_TIMEOUT') {
    return details.delivery !== 'unsent' && (details.cutOffAfterMs ?? slowAfterMs) >= slowAfterMs;
  }
  return code === 'UPSTREAM_UNREACHABLE' || (code === 'UPSTREAM_UNAVAILABLE' && details.delivery !== 'unsent');
}

/** cockatiel's own SamplingBreaker lets its window pass only with calls: twenty failures in a quiet day would open it. */
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
