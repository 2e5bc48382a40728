import { LRUCache } from 'lru-cache';
import type { Answers, CachedAnswer } from '../http/request.ts';
import { bytesOf, type PackedText, pack, unpack } from './packed-text.ts';

/** The cached answers of all accounts in this process; evicts the least recently used first. */
export type AnswerMemory = Answers & {
  /** Lets go of all answers. */
  clear(): void;
};

/** Bytes of an entry besides its texts: the list's links, the answer, a buffer, the map's slot. */
const ENTRY_BYTES = 400;

/** A memory of at most `maxBytes` bytes; null if that is 0, which switches caching off. */
export function createAnswerMemory(maxBytes: number): AnswerMemory | null {
  if (maxBytes === 0) return null;
  const answers = new LRUCache<string, PackedAnswer>({
    maxSize: maxBytes,
    sizeCalculation: ({ packed }, name) => bytesOf(packed) + name.length + ENTRY_BYTES,
  });
  return {
    get: (name) => answers.get(name),
    set(name, { body, fetchedAt }) {
      const answer = new PackedAnswer(pack(body), fetchedAt);
      answers.set(name, answer);
      return answer;
    },
    delete: (name) => void answers.delete(name),
    clear: () => answers.clear(),
  };
}

/** An answer that holds its body packed, and nothing else of it. */
class PackedAnswer implements CachedAnswer {
  readonly packed: PackedText;
  readonly fetchedAt: number;

  constructor(packed: PackedText, fetchedAt: number) {
    this.packed = packed;
    this.fetchedAt = fetchedAt;
  }

  get body(): string {
    return unpack(this.packed);
  }
}
