import { gatewayConfig } from '../../src/config/config.ts';
import type { Shared } from '../../src/upstream/accounts/account-options.ts';
import type { AccountUpstreams } from '../../src/upstream/accounts/account-upstreams.ts';
import { createUpstreams, type RenewableUpstreams } from '../../src/upstream/accounts/upstreams.ts';
import { Secret } from '../../src/upstream/auth/secret.ts';
import type { Call } from '../../src/upstream/http/request.ts';
import { createAnswerMemory } from '../../src/upstream/traffic/answer-memory.ts';
import { budgetsOf } from './budgets.ts';
import { ACCOUNT_ID, accountAt, OPEN } from './gateway.ts';
import { NO_OBSERVER } from './observer.ts';
import { testCall, testTransport } from './sender.ts';

/** The APIs of an account, the test's own unless told otherwise, for a caller with this token or by the gateway's own credentials. */
type Of = (bearer?: string | null, accountId?: string) => AccountUpstreams;

/** What one process of the gateway has, over an upstream at `url`; `load` takes a configuration file's JSON each time. */
export function testProcess(url: string, more: Partial<Shared> = {}) {
  const answers = createAnswerMemory(1024 ** 2);
  const shared: Shared = { transport: testTransport(), observer: NO_OBSERVER, redis: null, answers, ...more };
  let current: RenewableUpstreams | undefined;
  return {
    load(accounts: readonly unknown[] = [accountAt(url)], config: Record<string, unknown> = {}): Of {
      const retry = { rateLimitedMs: [], unavailableMs: [], unreachableMs: [] };
      const file = gatewayConfig({ ...OPEN, accounts, retry, budgets: budgetsOf(10_000), ...config });
      const upstreams = createUpstreams(file.accounts, file, shared, current);
      current = upstreams;
      return (bearer = null, accountId = ACCOUNT_ID) => {
        const apis = upstreams.of(accountId, bearer === null ? null : new Secret(bearer));
        if (apis === undefined) throw new Error(`${accountId} is not served`);
        return apis;
      };
    },
  };
}

/** One read: what a campaign's analytics say was attempted. */
export async function attemptedOf(apis: AccountUpstreams, campaignId = 'c1', call: Call = testCall()) {
  const { rows } = await apis.outboundReporting.fetchCampaignAnalytics(campaignId, call);
  return rows[0]?.funnel.attempted;
}
