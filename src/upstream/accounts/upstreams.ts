import type { Secret } from '../auth/secret.ts';
import { perCaller } from '../traffic/per-caller.ts';
import { type AccountMemory, createAccountMemory } from './account-memory.ts';
import type { AccountOptions, Shared, TrafficOptions } from './account-options.ts';
import { createAccountTraffic } from './account-traffic.ts';
import { type AccountUpstreams, createAccountUpstreams } from './account-upstreams.ts';
import { createCallerUpstreams } from './caller-upstreams.ts';
import { sameSettings } from './same-settings.ts';

/** The accounts that the gateway serves. */
export type Upstreams = {
  readonly accountIds: readonly string[];
  /**
   * The APIs of an account; undefined if the gateway does not serve it. With a `bearer`, Reporting and Configuration
   * are called with it instead of the gateway's own credentials, its answers are shared with no other caller, and
   * LiveDeflect is not called.
   */
  of(accountId: string, bearer: Secret | null): AccountUpstreams | undefined;
};

/** Upstreams that can be replaced when the configuration changes. */
export type RenewableUpstreams = Upstreams & {
  /** By account id. */
  readonly served: ReadonlyMap<string, ServedAccount>;
  /** By account id. Includes accounts that are no longer served, because they may come back. */
  readonly memories: ReadonlyMap<string, AccountMemory>;
};

/** An account, and what its APIs were built from. */
type ServedAccount = {
  readonly settings: unknown;
  readonly answers: Shared['answers'];
  of(bearer: Secret | null): AccountUpstreams;
};

/**
 * The upstreams of all accounts. An account with the same settings as in `previous` is kept as it is. Any other is
 * built anew, but keeps its idempotency keys, the turns taken, and its token unless keys or addresses changed. Running
 * requests may still use `previous`. `shared` must be the same in both, except for `answers`.
 */
export function createUpstreams(
  accounts: readonly AccountOptions[],
  options: TrafficOptions,
  shared: Shared,
  previous?: RenewableUpstreams,
): RenewableUpstreams {
  const memories = new Map(previous?.memories);
  const served = new Map<string, ServedAccount>();
  for (const account of accounts) {
    const { accountId } = account;
    const memory = memories.get(accountId) ?? createAccountMemory(accountId, options.budgets, shared);
    memories.set(accountId, memory);
    const settings = settingsOf(account, options);
    const before = previous?.served.get(accountId);
    const same = before?.answers === shared.answers && sameSettings(before?.settings, settings);
    const of = before !== undefined && same ? before.of : serve(account, options, shared, memory);
    served.set(accountId, { settings, answers: shared.answers, of });
  }
  return {
    accountIds: [...served.keys()],
    of: (accountId, bearer) => served.get(accountId)?.of(bearer),
    served,
    memories,
  };
}

/** The settings that an account's APIs depend on; `options` may have more, because it may be a whole configuration. */
function settingsOf(account: AccountOptions, options: TrafficOptions): unknown {
  const { retry, breaker, alerts, budgets, cache, attemptTimeoutMs, deadlineMs } = options;
  return { account, retry, breaker, alerts, budgets, cache, attemptTimeoutMs, deadlineMs };
}

function serve(
  account: AccountOptions,
  options: TrafficOptions,
  shared: Shared,
  memory: AccountMemory,
): ServedAccount['of'] {
  memory.budgets.adjust(options.budgets);
  const parts = { account, options, shared, traffic: createAccountTraffic(account, options, shared, memory.budgets) };
  const own = createAccountUpstreams(parts, memory);
  const callers = perCaller((token, forget) => createCallerUpstreams(parts, token, forget), shared.callers);
  return (bearer) => (bearer === null ? own : callers(bearer));
}
