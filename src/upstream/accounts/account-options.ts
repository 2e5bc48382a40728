import type { AppJwtKeys } from '../auth/app-jwt.ts';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import type { Secret } from '../auth/secret.ts';
import type { HostOptions } from '../domain/base-url.ts';
import type { Send } from '../http/request.ts';
import type { BreakerOptions } from '../http/with-breaker.ts';
import type { RetryBounds, RetryTable } from '../http/with-retry.ts';
import type { IdempotencyOptions } from '../live-deflect/account-send-once.ts';
import type { OutboundReportingOptions } from '../outbound-reporting/adapter.ts';
import type { KeptBy, KeptFor } from '../traffic/account-cache.ts';
import type { BudgetSettings } from '../traffic/budgets.ts';
import type { CallerBounds } from '../traffic/per-caller.ts';
import type { RetryBudgetOptions } from '../traffic/retry-budget.ts';

/** One account as its upstreams need to know it. */
export type AccountOptions = OutboundReportingOptions &
  HostOptions & {
    readonly credentials: {
      readonly appJwt?: AppJwtKeys | undefined;
      readonly oauth1?: OAuth1Keys | undefined;
      readonly bearer?: Secret | undefined;
    };
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
  /** How many callers with tokens of their own are known at once, per account; a thousand for an hour unless told otherwise. */
  readonly callers?: CallerBounds;
};
