import type { HostOptions } from '../domain/base-url.ts';
import type { Send } from '../http/request.ts';
import type { BreakerOptions } from '../http/with-breaker.ts';
import type { RetryBounds, RetryTable } from '../http/with-retry.ts';
import type { AlertSafety } from '../live-deflect/account-send-once.ts';
import type { LiveDeflectOptions } from '../live-deflect/adapter.ts';
import type { Sending } from '../live-deflect/sending.ts';
import type { OutboundReportingOptions } from '../outbound-reporting/adapter.ts';
import type { CacheSettings, CacheShared } from '../traffic/account-cache.ts';
import type { BudgetSettings } from '../traffic/budgets.ts';
import type { CallerBounds } from '../traffic/per-caller.ts';
import type { RetryBudgetOptions } from '../traffic/retry-budget.ts';
import type { UpstreamFailure } from '../traffic/upstream-failure.ts';
import type { AccountCredentials } from './account-credentials.ts';

/** The settings of one account. */
export type AccountOptions = OutboundReportingOptions &
  LiveDeflectOptions &
  HostOptions & {
    readonly credentials: AccountCredentials;
    readonly sending?: Sending | undefined;
  };

/** The settings of all upstream calls. */
export type TrafficOptions = CacheSettings & {
  readonly retry: RetryTable & RetryBudgetOptions & Pick<RetryBounds, 'jitter'>;
  readonly breaker: Omit<BreakerOptions, 'slowAfterMs'>;
  readonly alerts: AlertSafety;
  readonly budgets: BudgetSettings;
  /** Maximum milliseconds of one attempt. */
  readonly attemptTimeoutMs: number;
  /** Maximum milliseconds of shared work (a token, an address lookup, a refresh), including its retries. */
  readonly deadlineMs: number;
};

/** What all accounts of this process share. */
export type Shared = CacheShared & {
  readonly transport: Send;
  /** Called for each failed attempt. */
  readonly onFailure?: ((failure: UpstreamFailure) => void) | undefined;
  /** Bounds of the callers with their own tokens, per account. Default: 1000 callers, for an hour. */
  readonly callers?: CallerBounds;
};
