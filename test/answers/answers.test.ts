import { describe, expect, it } from 'vitest';
import type { MadeAnswer } from '../../src/answers/answer.ts';
import { type Asked, createAnswers } from '../../src/answers/answers.ts';
import { asking, madeAnswer } from '../support/made-answer.ts';

/** Answers whose runs each have two sources, and the sources that are watched. */
function startAnswers(maxBytes = 100_000) {
  const watchers = new Map<string, () => void>();
  const watch = (name: string, onEnd: () => void) => {
    watchers.set(name, onEnd);
    return () => void watchers.delete(name);
  };
  const answers = createAnswers({ maxBytes, watch, now: () => 0 });
  const ask = (made: MadeAnswer | Promise<MadeAnswer>, asked: Asked = asking()) =>
    answers.answer(asked, async (_, onSource) => {
      for (const name of ['a', 'b', 'a']) onSource(name);
      return made;
    });
  return { answers, watchers, ask };
}

const facts = (more: Partial<MadeAnswer['facts']>): MadeAnswer => {
  const made = madeAnswer();
  return { ...made, facts: { ...made.facts, ...more } };
};

describe('createAnswers', () => {
  it('has the answer to the same text ready, without reading its parameters', async () => {
    const { answers, ask } = startAnswers();
    const { way, ...made } = await ask(madeAnswer());
    expect(way).toBe('run');
    expect(answers.ready({ kind: 'all', text: '{ a }' })).toEqual(made);
    expect(answers.ready({ kind: 'all', text: '{ a } ' })).toBeUndefined();
    expect(answers.ready({ kind: 'other', text: '{ a }' })).toBeUndefined();
    expect(answers.ready({ kind: null, text: '{ a }' })).toBeUndefined();
  });

  it('has that to a long text ready only once its parameters are read', async () => {
    const { answers, ask } = startAnswers();
    const asked = asking({ text: `{ a }${' '.repeat(70_000)}` });
    await ask(madeAnswer(), asked);
    expect(answers.ready(asked)).toBeUndefined();
    expect((await ask(madeAnswer(), asked)).way).toBe('ready');
  });

  it('watches the sources of an answer as long as it is kept', async () => {
    const { answers, watchers, ask } = startAnswers();
    await ask(madeAnswer());
    expect([...watchers.keys()]).toEqual(['a', 'b']);
    watchers.get('b')?.();
    expect(watchers.size).toBe(0);
    expect(answers.ready(asking())).toBeUndefined();
  });

  it.each<[string, () => MadeAnswer | Promise<MadeAnswer>]>([
    ['is no longer fresh', () => madeAnswer('{}', { freshUntil: Date.now() })],
    ['must not be stored', () => madeAnswer('{}', { freshUntil: null })],
    ['has another status', () => madeAnswer('{}', { status: 400 })],
    ['has errors', () => facts({ result: 'partial' })],
    ['is of a mutation', () => facts({ operationType: 'mutation' })],
    ['is too large', () => madeAnswer('x'.repeat(10_000))],
    ['could not be made', () => Promise.reject(new Error('planted'))],
  ])('neither keeps nor watches an answer that %s', async (_, made) => {
    const { answers, watchers, ask } = startAnswers();
    await ask(made()).catch(() => {});
    expect(watchers.size).toBe(0);
    expect(answers.ready(asking())).toBeUndefined();
  });

  it('keeps none of whose sources one has ended before it was made', async () => {
    const { answers, watchers, ask } = startAnswers();
    const gate = Promise.withResolvers<MadeAnswer>();
    const asked = ask(gate.promise);
    watchers.get('a')?.();
    gate.resolve(madeAnswer());
    await asked;
    expect(watchers.size).toBe(0);
    expect(answers.ready(asking())).toBeUndefined();
  });

  it('has a run that nobody waits for any more joined by nobody', async () => {
    const { ask } = startAnswers();
    const gate = Promise.withResolvers<MadeAnswer>();
    let leave = () => {};
    const left = ask(
      gate.promise,
      asking({
        onLeave(callback) {
          leave = callback;
        },
      }),
    );
    leave();
    expect((await ask(madeAnswer())).way).toBe('run');
    gate.resolve(madeAnswer());
    await left;
  });

  it('keeps nothing when it has ended, of runs in flight neither', async () => {
    const { answers, watchers, ask } = startAnswers();
    const gate = Promise.withResolvers<MadeAnswer>();
    await ask(madeAnswer());
    const asked = ask(gate.promise, asking({ text: '{ b }', parameters: () => ({ query: '{ b }' }) }));
    answers.end();
    gate.resolve(madeAnswer());
    expect((await asked).way).toBe('run');
    expect(watchers.size).toBe(0);
    expect(answers.ready(asking())).toBeUndefined();
  });
});
