import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/callers/caller.ts';
import { type Context, createContext } from '../../src/request/context.ts';
import { createRequestFacts } from '../../src/request/request-facts.ts';
import type { AccountUpstreams } from '../../src/upstream/accounts/account-upstreams.ts';
import type { Call } from '../../src/upstream/http/request.ts';

/** A context over the accounts 1 and 2, and how often their APIs were asked for. */
function contextOf(seen: Caller['accountIds'], clientSignal = new AbortController().signal, deadlineMs = 1000) {
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
    limits: { pagesPerConnection: 2, handoffPageLength: 2, countedGroups: 100 },
    answerBytes: 1000,
    deadlineMs,
    clientSignal,
    fresh: false,
    now: 0,
  });
  return { context, asked, facts };
}

/** The bounds of a context's calls. */
function callOf(context: Context): Call {
  const account = context.account('1');
  if (account === null) throw new Error('no account');
  return account.call;
}

describe('Context.account', () => {
  it('gets the APIs of an account once per request, however many rows need them', () => {
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

describe('AccountContext.call', () => {
  /** A signal that no class of Node.js made, as yoga's is. */
  const imitation = (controller: AbortController) => new Proxy(controller.signal, { get: boundTo });

  it('aborts when the client goes away, for its reason, also by a signal that is not one of Node.js', () => {
    const client = new AbortController();
    const { signal } = callOf(contextOf(null, imitation(client)).context);
    expect(signal.aborted).toBe(false);
    client.abort('gone');
    expect(signal.reason).toBe('gone');
  });

  it('aborts at the deadline, as a timeout, unless the request has ended', async () => {
    const [late, ended] = [contextOf(null, undefined, 20).context, contextOf(null, undefined, 20).context];
    const signals = [callOf(late).signal, callOf(ended).signal];
    ended.end();
    await new Promise((resolve) => signals[0]?.addEventListener('abort', resolve));
    expect(signals.map(({ reason }) => reason?.name)).toEqual(['TimeoutError', undefined]);
  });

  it('leaves no listener on the signal of a client that stays', () => {
    const client = new AbortController();
    const { context } = contextOf(null, client.signal);
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(0);
    callOf(context);
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(1);
    context.end();
    expect(getEventListeners(client.signal, 'abort')).toHaveLength(0);
  });

  it('is aborted from the start for a client that is gone', () => {
    expect(callOf(contextOf(null, AbortSignal.abort('gone')).context).signal.reason).toBe('gone');
  });
});

/** A property of the signal behind a proxy; its methods as the signal's own. */
function boundTo(signal: AbortSignal, key: string | symbol): unknown {
  const value: unknown = Reflect.get(signal, key, signal);
  return typeof value === 'function' ? value.bind(signal) : value;
}
