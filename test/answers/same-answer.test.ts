import fc from 'fast-check';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { configPath } from '../support/config.ts';
import { type SigningKey, signingKey } from '../support/issuer.ts';
import { sha1 } from '../support/manifest.ts';
import type { TwistName } from './asking.ts';
import { callersOf, type Mode, START } from './callers.ts';
import { createKeeper, type Flaw } from './keeper.ts';
import { TRUSTED } from './questions.ts';
import { run, type Stage } from './run.ts';
import type { ChangeName } from './settings.ts';
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

describe('a gateway with ready answers', () => {
  it.each<[Mode, number]>([
    ['jwt', 20],
    ['leBearer', 10],
    ['none', 5],
  ])('answers as one without, to callers by %s', async (mode, numRuns) => {
    const stage = await stageOf(mode);
    const law = fc.asyncProperty(planOf(), async (plan) => void (await run(stage, plan)));
    await fc.assert(law, { numRuns });
  });
});

describe('one that answers again', () => {
  const found = async (flaw: Flaw | null, numRuns: number, twists?: readonly TwistName[], changes?: readonly ChangeName[]) => {
    const stage = await stageOf('jwt');
    const law = fc.asyncProperty(planOf(twists, changes), async (plan) => void (await run(stage, plan, createKeeper(flaw))));
    const details = await fc.check(law, { numRuns, endOnFailure: true });
    console.error(JSON.stringify(flaw), details.failed, details.numRuns);
    if (details.failed && flaw === null) console.error(fc.defaultReportMessage(details));
    return details.failed;
  };

  it('what it should passes for one that answers the same', async () => {
    expect(await found(null, 40)).toBe(false);
  });

  it.each<[Flaw, TwistName[]?, ChangeName[]?]>([
    [{ header: 'authorization' }],
    [{ header: 'accept' }, ['acceptResponse', 'acceptHtml']],
    [{ header: 'x-operation-cost' }, ['cost']],
    [{ header: 'x-request-timeout-ms' }, ['noTimeout']],
    [{ header: 'origin' }, ['ownPage']],
    [{ header: 'content-type' }, ['text']],
    [{ parameter: 'query' }],
    [{ parameter: 'variables' }],
    [{ parameter: 'operationName' }, ['otherName']],
    [{ parameter: 'documentId' }, ['byId', 'byWrongId']],
    [{ parameter: 'extensions' }, ['byApollo']],
    [{ blindTo: 'method' }, ['put']],
    [{ blindTo: 'no-cache' }],
    [{ blindTo: 'errors' }],
    [{ blindTo: 'no-store' }],
    [{ blindTo: 'quotas' }, [], ['fewRequests', 'littleCost']],
    [{ blindTo: 'clock' }],
    [{ blindTo: 'reload' }],
    [{ blindTo: 'now' }],
  ])('is found out by its flaw: %j', async (flaw, twists, changes) => {
    expect(await found(flaw, 300, twists, changes)).toBe(true);
  });
});
