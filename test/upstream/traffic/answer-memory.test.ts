import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAnswerMemory } from '../../../src/upstream/traffic/answer-memory.ts';
import { collectGarbage } from '../../support/collect-garbage.ts';

const MEGABYTE = 1024 ** 2;

/** Bytes of the heap, and of what its objects hold outside of it. */
function usedBytes(): number {
  collectGarbage();
  // The first collection only begins to free the memory of buffers.
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const answerOf = (body: string) => ({ body, fetchedAt: 1 });
const ENTRY_BYTES = 410;

/** A megabyte of JSON like no other. */
const bodyOf = () => `["${randomBytes(8).toString('hex')}"${',{"channel":"sms"}'.repeat(MEGABYTE / 18)}]`;

/** The names that a memory of `maxBytes` still has after keeping `bodies` under their index, in order. */
function remaining(maxBytes: number, bodies: readonly string[]): string[] {
  const memory = createAnswerMemory(maxBytes);
  for (const [index, body] of bodies.entries()) memory?.set(`${index}`, answerOf(body));
  return [...bodies.keys()].map(String).filter((name) => memory?.get(name) !== undefined);
}

describe('createAnswerMemory', () => {
  it('is null for 0 bytes', () => {
    expect(createAnswerMemory(0)).toBeNull();
  });

  it('is bounded by the bytes of its texts, least recently used first', () => {
    const memory = createAnswerMemory(2 * (1000 + ENTRY_BYTES));
    for (const name of ['a', 'b']) memory?.set(name, answerOf('x'.repeat(1000)));
    memory?.get('a');
    memory?.set('c', answerOf('x'.repeat(1000)));
    expect(['a', 'b', 'c'].filter((name) => memory?.get(name) !== undefined)).toEqual(['a', 'c']);
  });

  it('counts two bytes a character where a text is not all ASCII', () => {
    expect(remaining(2 * (1000 + ENTRY_BYTES), ['x'.repeat(1000), 'x'.repeat(1000)])).toEqual(['0', '1']);
    expect(remaining(2 * (1000 + ENTRY_BYTES), ['x'.repeat(1000), `${'x'.repeat(999)}€`])).toEqual(['1']);
  });

  it('counts what an entry costs besides, so that many small ones are bounded, too', () => {
    expect(remaining(2 * ENTRY_BYTES, ['{}', '{}', '{}'])).toEqual(['1', '2']);
  });

  it('counts the packed bytes of a long text', () => {
    const bodies = Array.from({ length: 10 }, (_, index) => `${index}`.repeat(100_000));
    expect(remaining(100_000, bodies)).toHaveLength(10);
  });

  it('returns an answer as it gives it later', () => {
    const memory = createAnswerMemory(10_000);
    const kept = memory?.set('a', answerOf('{}'));
    expect(memory?.get('a')).toBe(kept);
    expect(kept).toMatchObject(answerOf('{}'));
  });

  it('does not keep what is larger than all of it', () => {
    expect(remaining(1000, ['{}', 'x'.repeat(1000)])).toEqual(['0']);
  });

  it('holds one copy of an answer: the packed one', () => {
    const memory = createAnswerMemory(64 * MEGABYTE);
    const before = usedBytes();
    for (let index = 0; index < 40; index += 1) memory?.set(`${index}`, { body: bodyOf(), fetchedAt: index });
    expect(usedBytes() - before).toBeLessThan(8 * MEGABYTE);
    expect(memory?.get('39')?.body).toHaveLength(bodyOf().length);
    expect(usedBytes() - before).toBeLessThan(8 * MEGABYTE);
  });
});
