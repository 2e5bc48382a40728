import { randomUUID } from 'node:crypto';
import type { Caller } from '../callers/caller.ts';
import { createLoaders, type Loaders } from '../upstream/accounts/loaders.ts';
import type { Upstreams } from '../upstream/accounts/upstreams.ts';
import type { Call, CallObserver } from '../upstream/http/request.ts';
import type { SendAlertOnce } from '../upstream/live-deflect/send-once.ts';
import { type AnswerFreshness, watchFreshness } from './answer-freshness.ts';
import { type AnswerText, answerText } from './answer-text.ts';
import type { RequestFacts } from './request-facts.ts';

/** Bounds of our own on what one field may ask of the upstreams. */
type Limits = {
  /** Upstream pages that one transactions connection reads per request before it hands out a cursor. */
  readonly pagesPerConnection: number;
  /** Handoffs asked for per call. */
  readonly handoffPageLength: number;
};

/** One account as one request sees it. */
export type AccountContext = {
  readonly loaders: Loaders;
  readonly sendAlertOnce: SendAlertOnce;
};

/** One request: its time, deadline and abort signal, and the loaders of the accounts it touches. */
export type Context = {
  /** Epoch milliseconds at which the request came. */
  readonly now: number;
  readonly call: Call;
  /** What the answer was made of, as far as upstream answers went into it. */
  readonly freshness: AnswerFreshness;
  readonly answerText: AnswerText;
  readonly limits: Limits;
  readonly caller: Caller;
  /** Coordinates of the fields that were not shown, or not in full, for want of `pii:read`: `Transaction.consumerId`. */
  readonly redacted: Set<string>;
  /** The accounts that the caller may see, as far as the gateway serves them. */
  readonly accountIds: readonly string[];
  /** Null when the gateway serves no such account, or the caller may not see it: to the caller that is the same. */
  account(accountId: string): AccountContext | null;
};

/** What a context is made of. */
export type ContextOptions = {
  readonly upstreams: Upstreams;
  readonly caller: Caller;
  readonly facts: RequestFacts;
  /** Told of the attempts at upstream calls. */
  readonly span: CallObserver;
  readonly limits: Limits;
  /** Bytes of the largest answer. */
  readonly answerBytes: number;
  /** Milliseconds that this request may take. */
  readonly deadlineMs: number;
  /** Aborts when the client goes away. */
  readonly clientSignal: AbortSignal;
  /** True when no upstream answer from before this request may be used. */
  readonly fresh: boolean;
  readonly now: number;
};

/** A context for one request; the loaders of an account are made when it is first asked for. */
export function createContext({
  upstreams,
  caller,
  facts,
  span,
  limits,
  answerBytes,
  deadlineMs,
  clientSignal,
  fresh,
  now,
}: ContextOptions): Context {
  const freshness = watchFreshness();
  const call: Call = {
    signal: AbortSignal.any([clientSignal, AbortSignal.timeout(deadlineMs)]),
    deadlineAt: Date.now() + deadlineMs,
    fresh,
    onFreshness: freshness.onFreshness,
    // Not the request's id: a client could name two requests alike, or like somebody else's, and would take its turns.
    client: randomUUID(),
    observer: {
      requestId: facts.id,
      attempt(request) {
        facts.upstreamCalls += 1;
        return span.attempt(request);
      },
    },
  };
  const sees = (accountId: string) => caller.accountIds?.includes(accountId) ?? true;
  const accounts = new Map<string, AccountContext>();
  return {
    now,
    call,
    freshness,
    answerText: answerText(answerBytes),
    limits,
    caller,
    redacted: new Set(),
    accountIds: upstreams.accountIds.filter(sees),
    account(accountId) {
      const known = accounts.get(accountId);
      if (known !== undefined) return known;
      const apis = sees(accountId) ? upstreams.of(accountId, caller.bearer) : undefined;
      if (apis === undefined) return null;
      facts.accountIds.add(accountId);
      const account = {
        loaders: createLoaders(apis, limits.handoffPageLength, call),
        sendAlertOnce: apis.sendAlertOnce,
      };
      accounts.set(accountId, account);
      return account;
    },
  };
}
