import { describe, expect, it } from 'vitest';
import { createAnswerMemory } from '../../../src/upstream/traffic/answer-memory.ts';
import { watched } from '../../../src/upstream/traffic/watched-memory.ts';

/** A memory with the answers a and b, and the names whose end was told so far. */
function startWatched(maxBytes = 100_000) {
  const plain = createAnswerMemory(maxBytes);
  if (plain === null) throw new Error('no memory');
  const memory = watched(plain);
  const ended: string[] = [];
  for (const name of ['a', 'b']) memory.set(name, { body: name, fetchedAt: 1 });
  return { memory, ended, watch: (name: string, as = name) => memory.watch(name, () => void ended.push(as)) };
}

describe('a watched memory', () => {
  it('is a memory', () => {
    const { memory } = startWatched();
    expect(memory.get('a')).toMatchObject({ body: 'a', fetchedAt: 1 });
    memory.delete('a');
    expect(memory.get('a')).toBeUndefined();
    expect(memory.set('b', { body: 'newer', fetchedAt: 2 })).toBe(memory.get('b'));
    memory.clear();
    expect(memory.get('b')).toBeUndefined();
  });

  it('tells all who watch when an answer is replaced or deleted, once', () => {
    const { memory, ended, watch } = startWatched();
    watch('a', 'a1');
    watch('a', 'a2');
    watch('b');
    memory.set('a', { body: 'a', fetchedAt: 1 });
    expect(ended).toEqual(['a1', 'a2']);
    memory.set('a', { body: 'a', fetchedAt: 2 });
    memory.delete('b');
    memory.delete('b');
    expect(ended).toEqual(['a1', 'a2', 'b']);
  });

  it('tells all who watch when it is cleared', () => {
    const { memory, ended, watch } = startWatched();
    watch('a');
    watch('b');
    memory.clear();
    expect(ended).toEqual(['a', 'b']);
  });

  it('tells of what it does not hold: an answer may be elsewhere', () => {
    const { memory, ended, watch } = startWatched();
    watch('c');
    memory.delete('c');
    expect(ended).toEqual(['c']);
  });

  it('tells nobody when it lacks the room for an answer', () => {
    const { memory, ended, watch } = startWatched(1000);
    watch('a');
    for (const name of ['c', 'd', 'e']) memory.set(name, { body: name, fetchedAt: 1 });
    expect([memory.get('a'), ended]).toEqual([undefined, []]);
    memory.set('a', { body: 'newer', fetchedAt: 2 });
    expect(ended).toEqual(['a']);
  });

  it('tells nobody who has stopped, and all others', () => {
    const { memory, ended, watch } = startWatched();
    const stop = watch('a', 'a1');
    watch('a', 'a2');
    stop();
    stop();
    memory.delete('a');
    expect(ended).toEqual(['a2']);
  });

  it('stops only the watch that it was asked to stop', () => {
    const { memory, ended, watch } = startWatched();
    const stop = watch('a', 'a1');
    memory.delete('a');
    watch('a', 'a2');
    stop();
    memory.delete('a');
    expect(ended).toEqual(['a1', 'a2']);
  });

  it('lets those who are told stop, and watch again', () => {
    const { memory, ended } = startWatched();
    const again = () => {
      ended.push('told');
      stop();
      stop = memory.watch('a', again);
    };
    let stop = memory.watch('a', again);
    memory.delete('a');
    expect(ended).toEqual(['told']);
    memory.clear();
    expect(ended).toEqual(['told', 'told']);
  });
});
