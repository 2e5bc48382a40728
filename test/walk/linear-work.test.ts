import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/schema/schema.ts';
import { analytics, campaign, deflections, proactiveAlerts, transactions } from '../support/ask.ts';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../support/gateway.ts';
import { expectLinear } from '../support/linear-work.ts';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';
import { schemaInputs } from '../support/schema-inputs.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow, handoffRow, transactionRow, transactionsAnswer } from '../support/wire.ts';

/** What one request may have, as the gateway is configured unless told otherwise: bytes of a body, and of a head. */
const BODY = 1024 ** 2 - 4096;
const HEAD = 24 * 1024;

/** How many rows each list of the upstream has, so that what is done for each row for each input shows. */
const ROWS = 5000;

type Row = Record<string, unknown>;

const rows = (row: (id: string) => Row) => Array.from({ length: ROWS }, (_, index) => row(`r${index}`));

const REPORT_ROW = { id: 'r', consumerId: '1', status: 'FAILED', errorSource: 'a', errorCode: '1', errorMessage: 'no' };

/** Each kind of upstream list: a part of its path, its answer, an example of its rows, and what asks for all of it. */
const LISTS: readonly (readonly [
  part: string,
  of: (rows: readonly Row[]) => unknown,
  example: Row,
  selection: string,
])[] = [
  [
    '/prmsg/transactions/',
    transactionsAnswer,
    transactionRow(),
    transactions('nodes { id statusCode error { meaning } timeline { time } campaign { id } handoff { name } }'),
  ],
  [
    '/campaigns/campaign123/analytics/',
    analyticsAnswer,
    analyticsRow(),
    campaign('analytics { breakdown(by: [CHANNEL, SKILL, DAY]) { skill } totals { sent } }'),
  ],
  [
    '/campaigns/',
    (consumersReport) => ({ consumersReport }),
    REPORT_ROW,
    campaign('consumersReport { nodes { reportId error { message meaning } } }'),
  ],
  ['/analytics/', analyticsAnswer, analyticsRow(), analytics('breakdown(by: [SKILL]) { skill } totals { sent }')],
  [
    '/handoffs/',
    (list) => list,
    handoffRow('H1'),
    'handoffs { nodes { name channels { language messageComponents { content preview(values: ["Ada"]) ... on OtherComponent { raw } } } } }',
  ],
  [
    '/getLiveDeflectData/',
    (list) => deflectionsAnswer(list),
    deflectionEvent(),
    deflections('nodes { id callerInfo customerPhone { e164 } events { info } }'),
  ],
  [
    '/proactiveReporting',
    (list) => list,
    { alertId: 'a1', externalAlertId: 'e1', status: 'SENT', sendTime: '1773136800000' },
    proactiveAlerts('nodes { alertId status raw }'),
  ],
];

/** A gateway as it is configured unless told otherwise, over an upstream whose answers a test may replace. */
async function startWorking() {
  const bodies = new Map<string, string>();
  const standing = new Map<string, string>(
    LISTS.map(([part, of, example]) => [
      part,
      JSON.stringify(of(rows((id) => ({ ...example, id, callId: id, transactionId: id, alertId: id })))),
    ]),
  );
  const upstream = await startUpstream(({ path }) => {
    if (path.includes('/handoffs/') && !path.includes('offset=0')) return { json: [] };
    const found = LISTS.find(([part]) => path.includes(part))?.[0] ?? '';
    return {
      headers: { 'content-type': 'application/json' },
      text: bodies.get(found) ?? standing.get(found) ?? '{"success":true,"response":{}}',
    };
  });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], deadlineMs: 60_000, cache: {} });
  const post = async (body: string) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return (await response.arrayBuffer()).byteLength;
  };
  const get = async (headers: Record<string, string>, search = '?query={__typename}') => {
    const response = await fetch(gateway.url + search, { headers: { 'graphql-require-preflight': '1', ...headers } });
    return (await response.arrayBuffer()).byteLength;
  };
  return { gateway, post, get, bodies };
}

const operation = (query: string, variables?: unknown) => JSON.stringify({ query, variables });

/** One character of each kind that GraphQL, JSON or a pattern may treat in a way of its own. */
const CHARACTERS = [
  ...'\n\r\t ,#"\\{}[]()$!&:=@|.-_+/%<a1\'`é',
  '\u0000',
  '\ufeff',
  '\u2028',
  '\ud83d\ude00',
  '\ud800',
];

describe('the work for a request', () => {
  it('grows as its variables do, for every place of every argument', async () => {
    const { post, gateway } = await startWorking();
    const inputs = schemaInputs(schema);
    expect(inputs.length).toBeGreaterThan(200);
    for (const { name, query, variables } of inputs) {
      await expectLinear(name, BODY, (bytes) => post(operation(query, variables(bytes))));
    }
    expect(gateway.bugs).toEqual([]);
  }, 60_000);

  it.each<readonly [string, (text: string) => string]>([
    ['before the operation', (text) => `${text} { __typename wrong }`],
    ['in a selection', (text) => `{ __typename ${text} wrong }`],
    ['in a comment', (text) => `# ${text}\n{ __typename wrong }`],
    ['in a string', (text) => `{ nodes(ids: "${text}") { id } }`],
    ['in a block string', (text) => `{ nodes(ids: """${text}""") { id } }`],
    ['in a name', (text) => `{ a${text}: __typename wrong }`],
    ['in a number', (text) => `{ nodes(ids: 1${text}) { id } }`],
    ['in a list', (text) => `{ nodes(ids: ["a" ${text}]) { id } }`],
  ])(
    'grows as its document does, %s',
    async (where, document) => {
      const { post, gateway } = await startWorking();
      for (const character of CHARACTERS) {
        const width = JSON.stringify(character).length - 2;
        await expectLinear(`${JSON.stringify(character)} ${where}`, BODY, (bytes) =>
          post(operation(document(character.repeat(bytes / Math.max(width, Buffer.byteLength(character)))))),
        );
      }
      expect(gateway.bugs).toEqual([]);
    },
    60_000,
  );

  it.each<readonly [string, (text: string) => string]>([
    ['as a whole', (text) => text],
    ['before an object', (text) => `${text}{"query":"{ __typename }"}`],
    ['in its operation name', (text) => `{"query":"{ __typename }","operationName":"${text}"}`],
    ['in a member that nobody knows', (text) => `{"query":"{ __typename }","${text}":1}`],
    ['in a number', (text) => `{"query":"{ __typename }","variables":{"a":12345678901234567890${text}}}`],
    [
      'in a string beside a long number',
      (text) => `{"query":"{ __typename }","variables":{"a":12345678901234567890,"b":"${text}"}}`,
    ],
    [
      'in its extensions',
      (text) => `{"query":"{ __typename }","extensions":{"persistedQuery":{"sha256Hash":"${text}"}}}`,
    ],
  ])(
    'grows as its body does, %s',
    async (where, bodyOf) => {
      const { post, gateway } = await startWorking();
      for (const character of CHARACTERS) {
        await expectLinear(`${JSON.stringify(character)} ${where}`, BODY, (bytes) =>
          post(bodyOf(character.repeat(bytes / Buffer.byteLength(character)))),
        );
      }
      expect(gateway.bugs).toEqual([]);
    },
    60_000,
  );

  it('grows as its headers and its query string do', async () => {
    const { get, gateway } = await startWorking();
    const headers = headersRead();
    expect(headers).toContain('authorization');
    for (const character of CHARACTERS.filter((its) => /[\t\x20-\x7e]/.test(its))) {
      for (const header of headers) {
        await expectLinear(`${character} in ${header}`, HEAD, (bytes) =>
          get({ [header]: `a${character.repeat(bytes)}a` }),
        );
      }
      for (const parameter of ['query', 'variables', 'operationName', 'documentId', 'extensions']) {
        const value = encodeURIComponent(character);
        await expectLinear(`${character} in ?${parameter}`, HEAD, (bytes) =>
          get({}, `?${parameter}=${value.repeat(bytes / value.length)}`),
        );
      }
    }
    expect(gateway.bugs).toEqual([]);
  }, 60_000);
});

/** The names of all headers that the gateway's source asks a request for. */
function headersRead(): readonly string[] {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    /^(?:graphql|server|callers|request|tracing)\/.*\.ts$/.test(name),
  );
  const text = files.map((name) => readFileSync(join('src', name), 'utf8')).join('\n');
  const names = [
    ...text.matchAll(/headers\.get\('([\w-]+)'\)|headers\['([\w-]+)'\]|headers\.(\w+)\b(?!\()|_HEADERS? = '([\w-]+)'/g),
  ];
  const destructured = [
    ...text.matchAll(/\{([^{}]*)\}(?:: IncomingHttpHeaders| = (?:request\.)?headers;| \}: IncomingMessage)/g),
  ].flatMap(([, members = '']) => members.split(',').map((member) => /^\s*'?([\w-]+)/.exec(member)?.[1] ?? ''));
  const unsendable = ['host', 'connection', 'transfer-encoding', 'get', 'has', 'set', 'content-length'];
  const read = names.map((match) => match.slice(1).find((name) => name !== undefined) ?? '');
  return [...new Set([...read, ...destructured])].filter((name) => name !== '' && !unsendable.includes(name));
}

describe('the work for an upstream answer', () => {
  it.each(LISTS)('grows as its rows do: %s', async (part, of, example, selection) => {
    const { post, bodies, gateway } = await startWorking();
    const query = operation(`{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`);
    await expectLinear(`rows of ${part}`, 4000, async (count) => {
      const list = Array.from({ length: count }, (_, index) => ({
        ...example,
        id: `r${index}`,
        callId: `r${index}`,
        transactionId: `r${index}`,
        alertId: `${index}`,
      }));
      bodies.set(part, JSON.stringify(of(list)));
      return post(query);
    });
    expect(gateway.bugs).toEqual([]);
  });

  it.each(LISTS)(
    'grows as any member of a row does: %s',
    async (part, of, example, selection) => {
      const { post, bodies, gateway } = await startWorking();
      const query = operation(`{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`);
      for (const [member, path] of membersOf(example)) {
        for (const text of ['1 ', '{{', '+(', '\\"']) {
          await expectLinear(`${text} in ${part} ${member}`, BODY, (bytes) => {
            bodies.set(part, JSON.stringify(of([replaced(example, path, text.repeat(bytes / text.length))])));
            return post(query);
          });
        }
      }
      expect(gateway.bugs).toEqual([]);
    },
    60_000,
  );
});

/** Every member of a row, at any level. */
function membersOf(value: unknown, path: readonly string[] = []): readonly (readonly [string, readonly string[]])[] {
  if (typeof value !== 'object' || value === null) return [[path.join('.'), path]];
  return [
    ...(path.length > 0 ? [[path.join('.'), path] as const] : []),
    ...Object.entries(value).flatMap(([name, its]) => membersOf(its, [...path, name])),
  ];
}

function replaced<T>(row: T, path: readonly string[], value: unknown): T {
  const copy = structuredClone(row);
  const holder = path.slice(0, -1).reduce<unknown>((its, name) => (its as Row)[name], copy) as Row;
  holder[path.at(-1) ?? ''] = value;
  return copy;
}
