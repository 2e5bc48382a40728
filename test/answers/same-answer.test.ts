import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { configPath } from '../support/config.ts';
import { type SigningKey, signingKey } from '../support/issuer.ts';
import { sha1 } from '../support/manifest.ts';
import { callersOf, type Mode, START } from './callers.ts';
import { createKeeper, type Flaw } from './keeper.ts';
import { TRUSTED } from './questions.ts';
import { run, type Stage } from './run.ts';
import { planOf } from './steps.ts';
import { startWorldUpstream, type World } from './world.ts';

let key: SigningKey;
let stranger: SigningKey;
beforeAll(async () => {
  [key, stranger] = await Promise.all([signingKey('one'), signingKey('one')]);
});

// The clock stands still but for the steps of a plan, so that both gateways answer at the same instant.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: START }));
afterEach(() => void vi.useRealTimers());

async function stageOf(mode: Mode): Promise<Stage> {
  const world: World = { version: 1, fault: null, refused: new Set() };
  const manifest = configPath(Object.fromEntries(TRUSTED.map((text) => [sha1(text), text])));
  const upstreams = await Promise.all([startWorldUpstream(() => world), startWorldUpstream(() => world)]);
  return { common: { mode, key, manifest }, callers: await callersOf(mode, key, stranger), upstreams, world };
}

/** Milliseconds for many runs on a busy machine. */
const LONG_MS = 120_000;

describe('a gateway with ready answers', () => {
  let ready = 0;

  it.each<[Mode, number]>([
    ['jwt', 18],
    ['leBearer', 8],
    ['none', 4],
  ])(
    'answers as one without, to callers by %s',
    async (mode, numRuns) => {
      const stage = await stageOf(mode);
      const law = fc.asyncProperty(planOf(), async (plan) => {
        ready += await run(stage, plan);
      });
      await fc.assert(law, { numRuns });
    },
    LONG_MS,
  );

  // A single run may have none.
  it('has had them in those runs', () => {
    expect(ready).toBeGreaterThan(10);
  });

  it('sends as many alerts as one without, asked for at the same time or not', async () => {
    const stage = await stageOf('jwt');
    const sends = planOf({ callers: [0, 0], questions: ['send'], twists: [] });
    await fc.assert(
      fc.asyncProperty(sends, async (plan) => void (await run(stage, { ...plan, servesStale: false }))),
      { numRuns: 4 },
    );
  });
});

/** What a keeper's flaw has to do with, so that few runs find it. */
type Focus = Parameters<typeof planOf>[0];

describe('a gateway that answers again', () => {
  const isFound = async (flaw: Flaw, numRuns: number, focus: Focus = {}) => {
    const stage = await stageOf('jwt');
    const law = fc.asyncProperty(planOf(focus), async (plan) => void (await run(stage, plan, createKeeper(flaw))));
    const { failed } = await fc.check(law, { seed: 1, numRuns, endOnFailure: true });
    return failed;
  };

  it('what it would say anyway is not found', async () => {
    expect(await isFound({}, 10)).toBe(false);
  });

  it.each<[Flaw, Focus]>([
    [{ header: 'authorization' }, { callers: [0, 3, 7], questions: ['deflections', 'two'] }],
    [{ header: 'accept' }, { callers: [0], questions: ['totals'], twists: ['acceptResponse', 'acceptHtml'] }],
    [{ header: 'x-operation-cost' }, { callers: [0], questions: ['totals'], twists: ['cost'] }],
    [{ header: 'x-request-timeout-ms' }, { callers: [0], questions: ['totals'], twists: ['noTimeout'] }],
    [{ header: 'origin' }, { callers: [0], questions: ['totals'], twists: ['ownPage'] }],
    [{ parameter: 'query' }, { callers: [0], questions: ['totals', 'breakdown'] }],
    [{ parameter: 'variables' }, { callers: [0], questions: ['pageOfOne', 'pageOfNull', 'page'] }],
    [{ parameter: 'operationName' }, { callers: [0], questions: ['one', 'two'] }],
    [{ parameter: 'documentId' }, { callers: [0], questions: ['totals', 'breakdown'], twists: ['byId', 'byWrongId'] }],
    [{ blindTo: 'method' }, { callers: [0], questions: ['totals'], twists: ['get', 'put'] }],
    [{ blindTo: 'fresh reads' }, { callers: [0], questions: ['totals', 'breakdown'], twists: [] }],
    [{ blindTo: 'errors' }, { callers: [0], questions: ['handoffs'] }],
    [{ blindTo: 'no-store' }, { callers: [0], questions: ['sendOnce', 'send'] }],
    [{ blindTo: 'quotas' }, { callers: [0], questions: ['totals'], changes: ['fewRequests', 'littleCost'] }],
    [{ blindTo: 'clock' }, { callers: [0], questions: ['recent'], twists: [] }],
    [{ blindTo: 'time of day' }, { callers: [0], questions: ['oldest'], twists: [] }],
    [{ blindTo: 'reload' }, { callers: [8], questions: ['two'], changes: ['otherGrants', 'oneAccount'] }],
  ])(
    'where it may not is found: %j',
    async (flaw, focus) => {
      expect(await isFound(flaw, 100, focus)).toBe(true);
    },
    LONG_MS,
  );
});
