import type { Sealing } from '../auth/sealing.ts';
import type { CachedAnswer } from '../http/request.ts';
import type { AnswerStore } from '../http/with-cache.ts';
import type { AnswerMemory } from './answer-memory.ts';
import type { SealedTexts } from './sealed-texts.ts';

/**
 * The cached answers of one account and credential: in this process's memory, then in Redis if `texts` is given, so
 * that processes share answers. Names are keyed hashes, so accounts and credentials stay apart.
 */
export function createAnswerStore(memory: AnswerMemory, sealing: Sealing, texts: SealedTexts | null): AnswerStore {
  /** Concurrent lookups of one name share one read from Redis. */
  const lookups = new Map<string, Promise<CachedAnswer | undefined>>();

  const lookUp = async (name: string): Promise<CachedAnswer | undefined> => {
    const shared = parsed((await texts?.get(name)) ?? null);
    const near = memory.get(name);
    if (shared === undefined || (near !== undefined && near.fetchedAt >= shared.fetchedAt)) return near;
    return memory.set(name, shared);
  };

  return {
    nameOf: ({ method, url, body = '' }) => sealing.nameOf('answer', `${method} ${url}\n${body}`),
    async find(name, good) {
      const near = memory.get(name);
      if (texts === null || (near !== undefined && good(near))) return near;
      const lookup = lookups.get(name) ?? lookUp(name).finally(() => lookups.delete(name));
      lookups.set(name, lookup);
      return lookup;
    },
    set(name, answer, forMs) {
      texts?.set(name, `${answer.fetchedAt}\n${answer.body}`, forMs);
      return memory.set(name, answer);
    },
    delete(name) {
      memory.delete(name);
      texts?.delete(name);
    },
  };
}

/** The same store without the answers that were fetched before `since` (epoch milliseconds). */
export function answersSince(store: AnswerStore, since: number): AnswerStore {
  const isSince = ({ fetchedAt }: CachedAnswer) => fetchedAt >= since;
  return {
    ...store,
    async find(name, good) {
      const found = await store.find(name, (answer) => isSince(answer) && good(answer));
      return found !== undefined && isSince(found) ? found : undefined;
    },
  };
}

function parsed(text: string | null): CachedAnswer | undefined {
  if (text === null) return undefined;
  const end = text.indexOf('\n');
  return { fetchedAt: Number(text.slice(0, end)), body: text.slice(end + 1) };
}
