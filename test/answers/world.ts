import { setTimeout as sleep } from 'node:timers/promises';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';
import { type Answer, type SeenRequest, startUpstream, type Upstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow, transactionRow, transactionsAnswer } from '../support/wire.ts';

/** What each upstream call is known by; the first that fits. */
const FAMILIES = [
  ['sentinel', '/sentinel/'],
  ['transactions', '/transactions/'],
  ['handoffs', '/handoffs/'],
  ['analytics', '/analytics/'],
  ['report', '/campaigns/'],
  ['deflections', '/getLiveDeflectData'],
  ['records', '/proactiveReporting'],
  ['alert', '/proactiveAlert'],
] as const;

type FaultyFamily = (typeof FAMILIES)[number][0] | 'all';

/** How a call fails while a fault lasts. No fault counts calls: two gateways need not make the same number of them. */
const FAULTS = {
  500: { status: 500, json: {} },
  401: { status: 401, json: { error: 'expired' } },
  404: { status: 404, json: { message: 'none' } },
  429: { status: 429, headers: { 'retry-after': '0' }, json: {} },
  cut: { text: '{"analytics":[' },
  shape: { json: { analytics: 'none', transactions: 'none', data: 'none' } },
  failure: { json: { success: false, error: 'failed' } },
  hangUp: (response) => void response.destroy(),
} satisfies Record<string, Answer>;

/** How calls of a family fail, or are slow, for so many requests to come. */
export type Fault = {
  readonly of: FaultyFamily;
  readonly how: keyof typeof FAULTS | 'slow';
  readonly requests: number;
};

/** What there is to fail. */
export const FAULTY = {
  of: ['all', ...FAMILIES.map(([family]) => family)] as const satisfies readonly FaultyFamily[],
  how: ['slow', ...(Object.keys(FAULTS) as (keyof typeof FAULTS)[])] as const,
};

/** The state of LivePerson, which answers depend on and nothing else. */
export type World = {
  /** Every row tells it. */
  version: number;
  fault: Fault | null;
  /** The callers' own tokens that are refused. */
  readonly refused: Set<string>;
};

/** An upstream, how many of its calls are unanswered, and what it was asked since the last time. */
export type WorldUpstream = Pick<Upstream, 'url'> & { busy(): boolean; count(): number; takeCalls(): string[] };

/** Starts an upstream that answers what the world of the moment says. */
export async function startWorldUpstream(world: () => World): Promise<WorldUpstream> {
  let running = 0;
  const { url, requests } = await startUpstream(async (request) => {
    running += 1;
    try {
      return await answerOf(world(), request);
    } finally {
      running -= 1;
    }
  });
  return {
    url,
    busy: () => running > 0,
    count: () => requests.length,
    takeCalls: () =>
      requests.splice(0).map(({ method, path, body }) => `${method} ${path} ${JSON.stringify(body) ?? ''}`),
  };
}

async function answerOf({ version, fault, refused }: World, request: SeenRequest): Promise<Answer | undefined> {
  const family = FAMILIES.find(([, part]) => request.path.includes(part))?.[0];
  const bearer = /^Bearer (le-.*)$/.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined && refused.has(bearer)) return FAULTS[401];
  if (fault !== null && ['all', family].includes(fault.of)) {
    if (fault.how !== 'slow') return FAULTS[fault.how];
    await sleep(2);
  }
  // What a caller's own token is shown, no other caller may see.
  return rowsOf(`v${version}${bearer === undefined ? '' : `-of-${bearer}`}`, family, request);
}

/** When messages were attempted: some on March 10, 12 and 15, and some just after the midnight that a run may cross. */
const ATTEMPTED = ['10T10:00:00.000Z', '12T10:00:00.000Z', '15T10:00:00.000Z', '16T00:00:05.000Z'].flatMap((first) =>
  Array.from({ length: 10 }, (_, index) => Date.parse(`2026-03-${first}`) + index * 1000),
);

function rowsOf(skill: string, family: FaultyFamily | undefined, { path, body }: SeenRequest): Answer | undefined {
  const query = new URL(path, 'http://upstream').searchParams;
  const [, accountId = ''] = /\/account\/(\d+)\//.exec(path) ?? [];
  switch (family) {
    case 'sentinel':
      return { json: { access_token: 'app-token', expires_in: 3600 } };
    case 'transactions': {
      const start = Number(query.get('attemptedStartTime'));
      const end = Math.min(Number(query.get('attemptedEndTime')), Date.now());
      const rows = ATTEMPTED.map((ms, index) =>
        transactionRow({
          transactionId: `t${index}`,
          attemptedTime: new Date(ms).toISOString(),
          skill,
          consumerId: `consumer-${index}`,
          proactiveCampaignId: `c${index % 2}`,
          handOffId: `H${index % 3}`,
        }),
      );
      const isAsked = (_: unknown, index: number) => start <= (ATTEMPTED[index] ?? 0) && (ATTEMPTED[index] ?? 0) < end;
      return { json: transactionsAnswer(rows.filter(isAsked)) };
    }
    case 'handoffs': {
      const offset = Number(query.get('offset'));
      return {
        json: ['H0', 'H1', 'H2'].slice(offset).map((id) => handoffRow(id, { name: `${skill} of ${accountId}` })),
      };
    }
    case 'analytics':
      return { json: analyticsAnswer([analyticsRow({ skill }), analyticsRow({ skill: accountId, channel: 'sms' })]) };
    case 'report':
      return { json: { consumersReport: [{ id: `r-${skill}`, consumerId: 'consumer-1', status: 'FAILED' }] } };
    case 'deflections':
      return { json: deflectionsAnswer([deflectionEvent({ skill })]) };
    case 'records':
      return { json: [{ alertId: `a-${skill}`, status: 'SENT', phone: '+12025550199' }] };
    case 'alert':
      return { json: { success: true, response: { name: `sent-${skill}-${JSON.stringify(body).length}` } } };
    default:
      return undefined;
  }
}
