import type { HostOptions } from '../domain/base-url.ts';
import type { Send } from '../http/request.ts';
import type { BreakerOptions } from '../http/with-breaker.ts';
import type { RetryBounds, RetryTable } from '../http/with-retry.ts';
import type { IdempotencyOptions } from '../live-deflect/account-send-once.ts';
import type { LiveDeflectOptions } from '../live-deflect/adapter.ts';
import type { OutboundReportingOptions } from '../outbound-reporting/adapter.ts';
import type { KeptBy, KeptFor } from '../traffic/account-cache.ts';
import type { BudgetSettings } from '../traffic/budgets.ts';
import type { CallerBounds } from '../traffic/per-caller.ts';
import type { RetryBudgetOptions } from '../traffic/retry-budget.ts';
import type { UpstreamFailure } from '../traffic/upstream-failure.ts';
import type { AccountCredentials } from './account-credentials.ts';

/** One account as its upstreams need to know it. */
export type AccountOptions = OutboundReportingOptions &
  LiveDeflectOptions &
  HostOptions & {
    readonly credentials: AccountCredentials;
  };

/** How every upstream is called. */
export type TrafficOptions = KeptFor & {
  readonly retry: RetryTable & RetryBudgetOptions & Pick<RetryBounds, 'jitter'>;
  readonly breaker: Omit<BreakerOptions, 'slowAfterMs'>;
  readonly alerts: IdempotencyOptions;
  readonly budgets: BudgetSettings;
  /** Milliseconds that one attempt may take. */
  readonly attemptTimeoutMs: number;
  /** Milliseconds that shared work (a token, a look-up of addresses) may take with its retries. */
  readonly deadlineMs: number;
};

/** What the accounts of this process share. */
export type Shared = KeptBy & {
  readonly transport: Send;
  /** Told of each attempt that an upstream failed. */
  readonly onFailure?: ((failure: UpstreamFailure) => void) | undefined;
  /** How many callers with tokens of their own are known at once, per account; a thousand for an hour unless told otherwise. */
  readonly callers?: CallerBounds;
};
