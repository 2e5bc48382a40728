import { LRUCache } from 'lru-cache';
import type { RequestParameters } from '../graphql/request-parameters.ts';
import type { MadeAnswer, Way } from './answer.ts';
import { asksForSchema, parametersOf, questionName, textName } from './question.ts';
import { createReadyAnswers, createSources, type Sources, type WatchSource } from './ready-answers.ts';
import { createSharedRuns, type Waiter } from './shared-runs.ts';

/** A request, as far as its answer depends on it. */
export type Asked = Waiter & {
  /** What its answer depends on besides its parameters; null if it needs a run of its own. */
  readonly kind: string | null;
  /** The query string or body. */
  readonly text: string;
  /** Throws if the request has no valid parameters. */
  readonly parameters: () => RequestParameters;
};

/** Runs a request's operation. */
type MakeAnswer = (signal: AbortSignal, onSource: Sources['onSource']) => Promise<MadeAnswer>;

/** Answers requests: from memory, together with identical requests in flight, or by a run. */
export type Answers = {
  /** The answer to a request that has asked in the same words before; undefined if none is ready. */
  ready(asked: Pick<Asked, 'kind' | 'text'>): MadeAnswer | undefined;
  /** Rejects if the run does. */
  answer(asked: Asked, make: MakeAnswer): Promise<MadeAnswer & { readonly way: Way }>;
  /** Lets go of all answers, and keeps none any more. Runs in flight continue. */
  end(): void;
};

/** Where answers are kept. */
export type AnswersOptions = {
  /** Bytes of memory. */
  readonly maxBytes: number;
  readonly watch: WatchSource;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

const DAY_MS = 24 * 60 * 60_000;

/** Bytes of a larger answer, which is kept only when its question comes again: a page of an export never does. */
const SMALL_BYTES = 64 * 1024;

/** The share of the memory for the names of texts. */
const TEXTS_SHARE = 1 / 16;

/** Answers that all run on their own. */
export const UNKEPT: Answers = {
  ready: () => undefined,
  answer: async (asked, make) => ({ ...(await runAlone(asked, (signal) => make(signal, () => {}))), way: 'run' }),
  end() {},
};

/**
 * Keeps whole answers for as long as every upstream answer that went into them would be used again, and has identical
 * requests in flight share one run. Requests that differ in `kind` share nothing.
 */
export function createAnswers({ maxBytes, watch, now }: AnswersOptions): Answers {
  const answers = createReadyAnswers(Math.max(1, maxBytes));
  const runs = createSharedRuns();
  /** The names of questions by those of their texts. */
  const questions = new LRUCache<string, string>({
    maxSize: Math.max(1, Math.ceil(maxBytes * TEXTS_SHARE)),
    sizeCalculation: (question, text) => 2 * (question.length + text.length),
  });

  let ended = false;

  const run = async (
    name: string,
    parameters: RequestParameters,
    make: MakeAnswer,
    signal: AbortSignal,
    close: () => void,
    isRepeated: boolean,
  ) => {
    // At midnight, LivePerson's retention may rule out a question that was valid when its run began.
    const dayEndsAt = Date.now() + DAY_MS - (now() % DAY_MS);
    const sources = createSources(watch);
    // Whoever asks from now on wants the newer upstream answer.
    sources.onceEnded(close);
    const made = await make(signal, sources.onSource).catch((error) => {
      sources.release();
      throw error;
    });
    const until = Math.min(made.answer.freshUntil ?? 0, dayEndsAt);
    const isWanted = isRepeated || made.answer.body.length <= SMALL_BYTES;
    if (!ended && isWanted && isWorthKeeping(made, parameters)) answers.keep(name, made, until, sources);
    else sources.release();
    return made;
  };

  return {
    ready({ kind, text }) {
      const name = kind === null ? null : textName(kind, text);
      const question = name === null ? undefined : questions.get(name);
      return question === undefined ? undefined : answers.get(question);
    },
    async answer(asked, make) {
      const { kind, text } = asked;
      const parameters = parametersOf(asked.parameters);
      const name = kind === null || parameters === null ? null : questionName(kind, parameters);
      if (kind === null || name === null || parameters === null) return UNKEPT.answer(asked, make);
      const own = textName(kind, text);
      const isRepeated = own !== null && questions.has(own);
      if (own !== null) questions.set(own, name);
      const known = answers.get(name);
      if (known !== undefined) return { ...known, way: 'ready' };
      return runs.join(name, asked, (signal, close) => run(name, parameters, make, signal, close, isRepeated));
    },
    end() {
      ended = true;
      answers.clear();
    },
  };
}

/** A run whose client is its only one: it ends when that leaves. */
async function runAlone<T>({ onLeave }: Waiter, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abandoned = new AbortController();
  onLeave(() => abandoned.abort());
  return run(abandoned.signal);
}

function isWorthKeeping({ facts, answer }: MadeAnswer, parameters: RequestParameters): boolean {
  const isFresh = answer.freshUntil !== null && Date.now() < answer.freshUntil;
  const isWhole = answer.status === 200 && facts.result === 'ok' && facts.operationType === 'query';
  return isFresh && isWhole && !asksForSchema(parameters);
}
