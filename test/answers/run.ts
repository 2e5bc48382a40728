import { setImmediate as turn } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import { type Asked, askedOf, type Got, type TwistName } from './asking.ts';
import { type Callers, START } from './callers.ts';
import type { Keeper } from './keeper.ts';
import { QUESTIONS } from './questions.ts';
import { type ChangeName, type Common, fileOf } from './settings.ts';
import { type Side, startSide } from './side.ts';
import type { Asker, Plan, Step } from './steps.ts';
import type { World, WorldUpstream } from './world.ts';

/** What all runs of a test share: their callers, an upstream for each gateway, and the state that both show. */
export type Stage = {
  readonly common: Omit<Common, 'servesStale'>;
  readonly callers: Callers;
  readonly upstreams: readonly [WorldUpstream, WorldUpstream];
  readonly world: World;
};

/** Turns of the event loop after which nothing more happens by itself, and the most milliseconds to wait for that. */
const QUIET_TURNS = 20;
const LONGEST_MS = 2000;

/**
 * Leads two gateways, without ready answers and with them, through a plan, and expects both to answer, log and ask the
 * same. `keeper` may change what the second says. Resolves to the number of its ready answers.
 */
export async function run(stage: Stage, plan: Plan, keeper?: Keeper): Promise<number> {
  const { upstreams, world } = stage;
  vi.setSystemTime(START);
  Object.assign(world, { version: 1, fault: null });
  world.refused.clear();
  for (const upstream of upstreams) upstream.takeCalls();
  const common = { ...stage.common, servesStale: plan.servesStale };
  const fileOn = ({ url }: WorldUpstream, change: ChangeName) =>
    fileOf(common, change, url, { readyAnswers: url === upstreams[1].url });
  const start = (upstream: WorldUpstream) => startSide(upstream, fileOn(upstream, 'usual'));
  const sides = await both(upstreams, start);
  let change: ChangeName = 'usual';

  const ask = async (question: number, askers: readonly Asker[]) => {
    const requests = askers.map((asker) => requestOf(stage.callers, plan, question, asker));
    const toldBy = (gots: readonly Got[]) => gots.map((got, index) => told(got, at(requests, index)));
    const [plain, own] = await both(sides, (side) => Promise.all(requests.map((request) => side.ask(request))));
    const ready = own.map((got, index) => keeper?.again(at(requests, index), got) ?? got);
    expect(toldBy(ready)).toEqual(toldBy(plain));
    const together = askers.length > 1;
    await settle(sides, together, [...plain, ...own].some(isStale));
    const [before, after] = sides.map((side) => taken(side, together));
    expect(after).toEqual(before);
    passFault(world);
  };

  const isFresh = (twists: readonly TwistName[]) =>
    twists.includes('fresh') || (change === 'noCacheIsFresh' && twists.includes('noCache'));

  /** Whether several requests at the same time have one possible outcome each, whichever comes first. */
  const isEven = ({ question, askers }: Extract<Step, { step: 'together' }>) =>
    !plan.servesStale &&
    new Set(askers.map((asker) => isFresh(twistsOf(plan, asker)))).size === 1 &&
    !(stage.common.mode === 'leBearer' && (world.refused.size > 0 || world.fault !== null)) &&
    !['fewRequests', 'littleCost'].includes(change) &&
    !['sendOnce', 'sendOther'].includes(at(plan.questions, question));

  const take = async (step: Step) => {
    switch (step.step) {
      case 'ask':
        return ask(step.question, [step.asker]);
      case 'together': {
        if (isEven(step)) return ask(step.question, step.askers);
        for (const asker of step.askers) await ask(step.question, [asker]);
        return;
      }
      case 'clock':
        vi.setSystemTime(Date.now() + step.ms);
        break;
      case 'data':
        world.version += 1;
        break;
      case 'fault':
        world.fault = step.fault;
        break;
      case 'refuse':
        if (!world.refused.delete(step.token)) world.refused.add(step.token);
        break;
      case 'reload':
        change = at(plan.changes, step.change);
        await both(sides, (side) => side.reload(fileOn(side.upstream, change)));
        break;
    }
    keeper?.changed(step.step);
  };

  try {
    for (const step of plan.steps) await take(step);
    expect(sides.flatMap(({ bugs }) => bugs)).toEqual([]);
    return await sides[1].readyAnswers();
  } finally {
    await both(sides, (side) => side.close());
  }
}

/** Does the same with both at once. */
function both<T, Result>([one, other]: readonly [T, T], act: (each: T) => Promise<Result>): Promise<[Result, Result]> {
  return Promise.all([act(one), act(other)]);
}

/** Whether a refresh runs behind an answer. */
function isStale({ body }: Got): boolean {
  return body.includes('"stale":{');
}

/** A request less of the world's fault. */
function passFault(world: World): void {
  if (world.fault === null) return;
  const requests = world.fault.requests - 1;
  world.fault = requests === 0 ? null : { ...world.fault, requests };
}

/** The item of a list at a place, counted around. */
function at<T>(list: readonly T[], place: number): T {
  return list[place % list.length] as T;
}

/** A place past the end stands for no twist. */
function twistsOf({ twists }: Plan, asker: Asker): TwistName[] {
  return asker.twists.flatMap((place) => twists[place] ?? []);
}

function requestOf(callers: Callers, plan: Plan, question: number, asker: Asker): Asked {
  const caller = at(Object.values(callers), at(plan.callers, asker.caller));
  return askedOf(QUESTIONS[at(plan.questions, question)], caller, twistsOf(plan, asker));
}

/** What an answer tells a client: all but ids of its own, instants, and how it was packed. */
function told({ status, headers, body }: Got, { headers: sent }: Asked) {
  const { date: _, 'x-request-id': id, ...others } = headers;
  const requestId = id === sent['x-request-id'] ? id : 'its own';
  const { 'content-length': __, 'transfer-encoding': ___, etag, ...packed } = others;
  if ('content-encoding' in headers)
    return { status, headers: { ...packed, etag: etag !== undefined }, requestId, body };
  if (status !== 429) return { status, headers: others, requestId, body };
  // Quotas go by a clock that does not stand still.
  const { 'retry-after': wait, ...rest } = packed;
  const later = body.replace(/"retryAfterMs":\d+|in \d+ s/g, 'later');
  return { status, headers: { ...rest, wait: wait !== undefined }, requestId, body: later };
}

/** Waits until both have logged what they were asked, and refreshed what they do behind their answers. */
async function settle(sides: readonly Side[], together: boolean, refreshes: boolean): Promise<void> {
  const endsAt = performance.now() + LONGEST_MS;
  const isQuiet = () =>
    sides.every(({ upstream }) => !upstream.busy() && !(refreshes && upstream.count() === 0)) &&
    new Set(sides.map(({ lines }) => lines.length)).size === 1 &&
    (together || new Set(sides.map(({ upstream }) => upstream.count())).size === 1);
  for (let quiet = 0; quiet < QUIET_TURNS; quiet = isQuiet() ? quiet + 1 : 0) {
    await turn();
    // What differs then is told by what was taken.
    if (performance.now() > endsAt) return;
  }
}

/** What a gateway logged and asked since the last time; of requests at the same time, any may have made the calls. */
function taken({ lines, upstream }: Side, together: boolean) {
  const calls = upstream.takeCalls().toSorted();
  const logged = lines.splice(0).map(({ id: _, traceId: __, durationMs: ___, upstreamCalls, ...line }) => ({
    ...line,
    ...(!together && { upstreamCalls }),
  }));
  return {
    calls: together
      ? calls.filter((call, index) => call !== calls[index - 1] || call.includes('/proactiveAlert'))
      : calls,
    lines: together ? logged.map((line) => JSON.stringify(line)).toSorted() : logged,
  };
}
