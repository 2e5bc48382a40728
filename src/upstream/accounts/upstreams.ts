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
   * The APIs of an account; undefined when it is not served. With a `bearer`, Reporting and Configuration are asked with
   * it instead of the gateway's own credentials, and what it got is shared with nobody else; LiveDeflect is not asked.
   */
  of(accountId: string, bearer: Secret | null): AccountUpstreams | undefined;
};

/** Upstreams that others can follow when the configuration changes. */
export type RenewableUpstreams = Upstreams & {
  /** By account id. */
  readonly served: ReadonlyMap<string, ServedAccount>;
  /** By account id; of accounts that are not served any more, too, because they may come back. */
  readonly memories: ReadonlyMap<string, AccountMemory>;
};

/** An account and what its APIs were made of. */
type ServedAccount = {
  readonly settings: unknown;
  readonly answers: Shared['answers'];
  of(bearer: Secret | null): AccountUpstreams;
};

/**
 * The upstreams of all accounts. With the `previous` ones an account that is configured as before goes on as it is; any
 * other begins anew, but remembers the alerts that were sent, the turns that were taken, and its token unless keys or
 * addresses changed. `previous` may still be used, by the requests that run; `shared` must be the same but for `answers`.
 */
export function createUpstreams(
  accounts: readonly AccountOptions[],
  traffic: TrafficOptions,
  shared: Shared,
  previous?: RenewableUpstreams,
): RenewableUpstreams {
  const memories = new Map(previous?.memories);
  const served = new Map<string, ServedAccount>();
  for (const account of accounts) {
    const { accountId } = account;
    const memory = memories.get(accountId) ?? createAccountMemory(accountId, traffic.budgets, shared);
    memories.set(accountId, memory);
    const settings = settingsOf(account, traffic);
    const before = previous?.served.get(accountId);
    const same = before?.answers === shared.answers && sameSettings(before?.settings, settings);
    const of = before !== undefined && same ? before.of : serve(account, traffic, shared, memory);
    served.set(accountId, { settings, answers: shared.answers, of });
  }
  return {
    accountIds: [...served.keys()],
    of: (accountId, bearer) => served.get(accountId)?.of(bearer),
    served,
    memories,
  };
}

/** What an account's APIs depend on; `traffic` may be a whole configuration. */
function settingsOf(account: AccountOptions, traffic: TrafficOptions): unknown {
  const { retry, breaker, alerts, budgets, cache, attemptTimeoutMs, deadlineMs } = traffic;
  return { account, retry, breaker, alerts, budgets, cache, attemptTimeoutMs, deadlineMs };
}

function serve(
  account: AccountOptions,
  traffic: TrafficOptions,
  shared: Shared,
  memory: AccountMemory,
): ServedAccount['of'] {
  memory.budgets.adjust(traffic.budgets);
  const parts = { account, traffic, shared, ways: createAccountTraffic(account, traffic, shared, memory.budgets) };
  const own = createAccountUpstreams(parts, memory);
  const callers = perCaller((token, forget) => createCallerUpstreams(parts, token, forget), shared.callers);
  return (bearer) => (bearer === null ? own : callers(bearer));
}
