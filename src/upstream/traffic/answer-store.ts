import type { Sealing } from '../auth/sealing.ts';
import type { AnswerStore, CachedAnswer } from '../http/with-cache.ts';
import type { AnswerMemory } from './answer-memory.ts';
import type { SealedTexts } from './sealed-texts.ts';

/**
 * The cached answers of one account and credential: in this process's memory, and behind it in Redis, where there is one,
 * so that what one process fetched another does not. Names are keyed hashes, so accounts and credentials never meet.
 */
export function createAnswerStore(memory: AnswerMemory, sealing: Sealing, texts: SealedTexts | null): AnswerStore {
  /** One question to Redis for all who ask at the same time. */
  const asked = new Map<string, Promise<CachedAnswer | undefined>>();

  const ask = async (name: string): Promise<CachedAnswer | undefined> => {
    const found = parsed((await texts?.get(name)) ?? null);
    const near = memory.get(name);
    if (found === undefined || (near !== undefined && near.fetchedAt >= found.fetchedAt)) return near;
    memory.set(name, found);
    return found;
  };

  return {
    nameOf: ({ method, url, body = '' }) => sealing.nameOf('answer', `${method} ${url}\n${body}`),
    async find(name, good) {
      const near = memory.get(name);
      if (texts === null || (near !== undefined && good(near))) return near;
      const question = asked.get(name) ?? ask(name).finally(() => asked.delete(name));
      asked.set(name, question);
      return question;
    },
    set(name, answer, forMs) {
      memory.set(name, answer);
      texts?.set(name, `${answer.fetchedAt}\n${answer.body}`, forMs);
    },
    delete(name) {
      memory.delete(name);
      texts?.delete(name);
    },
  };
}

/** The same store, as far as it was read from the upstream since then (epoch milliseconds). */
export function answersSince(store: AnswerStore, since: number): AnswerStore {
  const counts = ({ fetchedAt }: CachedAnswer) => fetchedAt >= since;
  return {
    ...store,
    async find(name, good) {
      const found = await store.find(name, (answer) => counts(answer) && good(answer));
      return found !== undefined && counts(found) ? found : undefined;
    },
  };
}

function parsed(text: string | null): CachedAnswer | undefined {
  if (text === null) return undefined;
  const end = text.indexOf('\n');
  return { fetchedAt: Number(text.slice(0, end)), body: text.slice(end + 1) };
}
