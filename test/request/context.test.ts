import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/callers/caller.ts';
import { createContext } from '../../src/request/context.ts';
import { createRequestFacts } from '../../src/request/request-facts.ts';
import type { AccountUpstreams } from '../../src/upstream/accounts/account-upstreams.ts';

/** A context over the accounts 1 and 2, and how often their APIs were asked for. */
function contextOf(seen: Caller['accountIds']) {
  const asked: string[] = [];
  const facts = createRequestFacts({ id: 'id', traceId: '', arrivedAt: 0 });
  const of = (accountId: string) => {
    asked.push(accountId);
    return ['1', '2'].includes(accountId) ? ({} as AccountUpstreams) : undefined;
  };
  const context = createContext({
    upstreams: { accountIds: ['1', '2'], of },
    caller: { subject: null, accountIds: seen, scopes: new Set(), bearer: null },
    facts,
    span: { attempt: () => ({ headers: {}, end() {} }) },
    limits: { pagesPerConnection: 2, handoffPageLength: 2 },
    answerBytes: 1000,
    deadlineMs: 1000,
    clientSignal: new AbortController().signal,
    fresh: false,
    now: 0,
  });
  return { context, asked, facts };
}

describe('Context.account', () => {
  it('asks for the APIs of an account once a request, however many rows ask', () => {
    const { context, asked } = contextOf(null);
    const accounts = Array.from({ length: 1000 }, () => context.account('1'));
    expect(new Set(accounts).size).toBe(1);
    expect(asked).toEqual(['1']);
  });

  it('is null for an account that the caller may not see, or that is not served, and notes neither', () => {
    const { context, asked, facts } = contextOf(['1', '3']);
    expect([context.account('2'), context.account('3')]).toEqual([null, null]);
    expect(context.account('1')).not.toBeNull();
    expect(asked).toEqual(['3', '1']);
    expect([...facts.accountIds]).toEqual(['1']);
  });
});
