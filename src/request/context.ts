import { randomUUID } from 'node:crypto';
import type { Caller } from '../callers/caller.ts';
import { callerId } from '../callers/caller-id.ts';
import { createLoaders, type LoaderLimits, type Loaders } from '../upstream/accounts/loaders.ts';
import type { Upstreams } from '../upstream/accounts/upstreams.ts';
import { type BoundedSignal, boundedSignal } from '../upstream/http/bounded-signal.ts';
import type { Answers, Call, CallObserver } from '../upstream/http/request.ts';
import type { SendAlertOnce } from '../upstream/live-deflect/send-once.ts';
import type { Sending } from '../upstream/live-deflect/sending.ts';
import { type AnswerFreshness, watchFreshness } from './answer-freshness.ts';
import { type AnswerText, answerText } from './answer-text.ts';
import type { RequestFacts } from './request-facts.ts';

/** The gateway's own limits on the work of one field. */
type Limits = LoaderLimits & {
  /** Groups by which transactions may be counted. */
  readonly countedGroups: number;
};

/** One account during one request. */
export type AccountContext = {
  readonly loaders: Loaders;
  /** Its APIs: the same object for all requests that share cached answers. */
  readonly apis: object;
  /** The bounds of its calls; the same for all accounts. */
  readonly call: Call;
  readonly sendAlertOnce: SendAlertOnce;
  /** What may be sent. */
  readonly sending: Sending;
};

/** One request: its time, deadline and abort signal, and the loaders of its accounts. */
export type Context = {
  /** When the request began to run, in epoch milliseconds. */
  readonly now: number;
  /** How fresh the upstream responses in the answer are. */
  readonly freshness: AnswerFreshness;
  readonly answerText: AnswerText;
  readonly limits: Limits;
  readonly caller: Caller;
  /** Coordinates of the fields that are hidden or redacted because the caller lacks `pii:read`, for example `Transaction.consumerId`. */
  readonly redacted: Set<string>;
  /** The accounts that the gateway serves and the caller may see. */
  accountIds(): readonly string[];
  /** Null when the gateway does not serve the account or the caller may not see it; callers cannot tell the two apart. */
  account(accountId: string): AccountContext | null;
  /** Lets go of the timer of the deadline. Work that outlives the operation, such as reading ahead, has its own bounds. */
  end(): void;
};

/** The input of `createContext`. */
export type ContextOptions = {
  readonly upstreams: Upstreams;
  readonly caller: Caller;
  readonly facts: RequestFacts;
  /** Observes the attempts at upstream calls. */
  readonly span: CallObserver;
  readonly limits: Limits;
  /** Bytes of the largest answer. */
  readonly answerBytes: number;
  /** Milliseconds that this request may take. */
  readonly deadlineMs: number;
  /** Aborts when the client disconnects. */
  readonly clientSignal: AbortSignal;
  /** True when the request bypasses the cache. */
  readonly fresh: boolean;
  /** Called with the name of each cached upstream answer that goes into the answer. */
  readonly onSource?: (name: string) => void;
  /** See `Call.bulk`. */
  readonly bulk?: Answers | undefined;
  readonly now: number;
};

/** A context for one request; the loaders of an account are created when it is first used. */
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
  onSource,
  bulk,
  now,
}: ContextOptions): Context {
  const freshness = watchFreshness();
  const named = callerId(caller);
  const deadlineAt = Date.now() + deadlineMs;
  let bound: BoundedSignal | undefined;
  // Made with the first account: a request without one, for example a refused one, needs no timer.
  const callWithin = (signal: AbortSignal): Call => ({
    signal,
    deadlineAt,
    fresh,
    poll: facts.operationType === 'subscription',
    onFreshness(answer) {
      freshness.onFreshness(answer);
      if (answer.name !== undefined) onSource?.(answer.name);
    },
    // Not the request's id: a client chooses that, so it could reuse another client's and share its turns.
    client: randomUUID(),
    ...(named !== null && { caller: named }),
    ...(bulk !== undefined && { bulk }),
    observer: {
      requestId: facts.id,
      attempt(request) {
        facts.upstreamCalls += 1;
        return span.attempt(request);
      },
    },
  });
  let call: Call | undefined;
  const maySee = (accountId: string) => caller.accountIds?.includes(accountId) ?? true;
  const accounts = new Map<string, AccountContext>();
  return {
    now,
    freshness,
    answerText: answerText(answerBytes),
    limits,
    caller,
    redacted: new Set(),
    accountIds: () => upstreams.accountIds.filter(maySee),
    end: () => bound?.end(),
    account(accountId) {
      const known = accounts.get(accountId);
      if (known !== undefined) return known;
      const apis = maySee(accountId) ? upstreams.of(accountId, caller.bearer) : undefined;
      if (apis === undefined) return null;
      facts.accountIds.add(accountId);
      bound ??= boundedSignal(clientSignal, Math.max(1, deadlineAt - Date.now()));
      call ??= callWithin(bound.signal);
      const loaders = createLoaders(apis, limits, now, call);
      const { sendAlertOnce, sending } = apis;
      const account = { loaders, apis, call, sendAlertOnce, sending };
      accounts.set(accountId, account);
      return account;
    },
  };
}
