import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MadeAnswer } from '../../src/answers/answer.ts';
import { createLiveQuery } from '../../src/live/live-query.ts';

const PACE = { shortestPollMs: 1, longestPollMs: 1, pollMs: 1 };

/** Polls a few times. */
const aWhile = () => new Promise((done) => setTimeout(done, 20));

function made(text: string, operationType: string | null = 'subscription'): MadeAnswer {
  const answer = { status: 200, headers: [], body: Buffer.from(text), freshUntil: null };
  return { answer, facts: { operationType, result: 'ok' } } as unknown as MadeAnswer;
}

describe('a live query', () => {
  it('runs one poll at a time while somebody listens, and none afterwards', async () => {
    const steps = fc.array(fc.constantFrom('join', 'leave first', 'leave last', 'wait'), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(steps, async (walk) => {
        let asking = 0;
        let most = 0;
        let asked = 0;
        let wentEmpty = 0;
        let query: ReturnType<typeof createLiveQuery> | undefined;
        const leaves: (() => void)[] = [];
        const ask = async () => {
          asking += 1;
          asked += 1;
          most = Math.max(most, asking);
          await nextTurn();
          asking -= 1;
          return made(String(asked));
        };
        const join = () => {
          query ??= createLiveQuery(PACE, () => {
            wentEmpty += 1;
            query = undefined;
          });
          leaves.push(query.listen({ ask, onAnswer() {} }));
        };
        for (const step of walk) {
          if (step === 'join') join();
          else if (step === 'wait') await nextTurn();
          else (step === 'leave first' ? leaves.shift() : leaves.pop())?.();
          // An abandoned poll may still be on its way beside the first one of a new query.
          expect(most).toBeLessThanOrEqual(1 + wentEmpty);
        }
        for (const leave of leaves) leave();
        await nextTurn();
        const before = asked;
        await aWhile();
        expect([asked, query]).toEqual([before, undefined]);
      }),
      { numRuns: 50 },
    );
  });

  it('tells each listener every change once, and a later one the last', async () => {
    const texts = ['a', 'a', 'b', 'b', 'c'];
    const heard: string[][] = [[], []];
    const query = createLiveQuery(PACE, () => {});
    const listener = (index: number) => ({
      ask: async () => made(texts.shift() ?? 'c'),
      onAnswer: ({ answer }: MadeAnswer) => void heard[index]?.push(answer.body.toString()),
    });
    const leaveFirst = query.listen(listener(0));
    await expect.poll(() => heard[0]).toEqual(['a', 'b', 'c']);
    const leaveSecond = query.listen(listener(1));
    await aWhile();
    expect(heard).toEqual([['a', 'b', 'c'], ['c']]);
    leaveFirst();
    leaveSecond();
  });

  it.each(['query', 'mutation', null])('asks once for what turns out to be of type %s', async (type) => {
    let asked = 0;
    const ask = async () => {
      asked += 1;
      return made('a', type);
    };
    const leave = createLiveQuery(PACE, () => {}).listen({ ask, onAnswer() {} });
    await aWhile();
    expect(asked).toBe(1);
    leave();
  });

  it('aborts its poll when the last listener leaves', async () => {
    const aborted = await new Promise<boolean>((resolve) => {
      const ask = (signal: AbortSignal) =>
        new Promise<MadeAnswer>(() => signal.addEventListener('abort', () => resolve(true)));
      createLiveQuery(PACE, () => {}).listen({ ask, onAnswer() {} })();
    });
    expect(aborted).toBe(true);
  });
});

describe('a live query that should not be asked now', () => {
  it('is asked later', async () => {
    const answers = [null, null, made('a')];
    const heard: string[] = [];
    const leave = createLiveQuery(PACE, () => {}).listen({
      ask: async () => answers.shift() ?? null,
      onAnswer: ({ answer }) => void heard.push(answer.body.toString()),
    });
    await expect.poll(() => heard).toEqual(['a']);
    leave();
  });
});
