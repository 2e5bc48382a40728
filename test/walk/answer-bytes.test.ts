import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID, accountAt, type GraphQLAnswer, startTestGateway } from '../support/gateway.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';
import { handoffRow } from '../support/wire.ts';

const MAXIMUM = 1024 ** 2;

const handoffs = (selection: string, variables = '') =>
  `query Handoffs${variables} { account(accountId: "${ACCOUNT_ID}") { handoffs(first: 1) { nodes { channels { ${selection} } } } } }`;

const aliases = (count: number, field: string) =>
  Array.from({ length: count }, (_, index) => `a${index}: ${field}`).join(' ');

/** One handoff whose message has these components. */
function oneHandoff(...messageComponents: readonly Record<string, unknown>[]): Answer {
  return { json: [handoffRow('H1', { channels: [{ type: 'sms-twilio', messageComponents }] })] };
}

/** A gateway whose answers are at most a mebibyte, over an upstream that gives one answer. */
async function limitedTo(answer: Answer, answerBytes = MAXIMUM) {
  const upstream = await startUpstream(({ path }) => (path.includes('offset=0') ? answer : { json: [] }));
  const operations = { answerBytes, cost: 1_000_000_000 };
  return startTestGateway({ accounts: [accountAt(upstream.url)], operations });
}

async function refusals(gateway: Awaited<ReturnType<typeof limitedTo>>, query: string, values: readonly string[]) {
  const answers: GraphQLAnswer[] = [];
  // Run plainly, then compiled, then from the compiled form that is kept.
  for (let run = 0; run < 3; run += 1) answers.push(await gateway.query(query, { values }));
  expect(gateway.bugs).toEqual([]);
  return answers;
}

const REFUSED = {
  errors: [
    {
      message: `The answer is larger than the limit of ${MAXIMUM} bytes.`,
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'answerBytes', maximum: MAXIMUM },
    },
  ],
};

describe('operations.answerBytes', () => {
  const long = 'x'.repeat(30_000);
  const filled = { type: 'body', content: '{{1}}'.repeat(100), title: '{{1}}' };

  it.each([
    ['previews', aliases(49, 'messageComponents { preview(values: $values) }')],
    ['texts', aliases(49, 'messageComponents { ... on BodyComponent { title(values: $values) } }')],
    ['previews of channels', aliases(49, 'preview(values: $values) { ... on BodyComponent { title } }')],
    ['one preview with a value in many places', 'messageComponents { preview(values: $values) }'],
  ])('refuses %s that make long texts of long values', async (_, selection) => {
    const gateway = await limitedTo(oneHandoff(filled));
    const answers = await refusals(gateway, handoffs(selection, '($values: [String!]!)'), [long]);
    expect(answers).toEqual([REFUSED, REFUSED, REFUSED]);
  });

  it('refuses one long text under many names', async () => {
    const gateway = await limitedTo(oneHandoff({ type: 'unknown', text: 'x'.repeat(100_000) }));
    const raw = `messageComponents { ... on OtherComponent { ${aliases(20, 'raw')} } }`;
    expect(await refusals(gateway, handoffs(raw), [])).toEqual([REFUSED, REFUSED, REFUSED]);
  });

  it('refuses a long name that comes again in each row, or in each error', async () => {
    const gateway = await limitedTo(oneHandoff(...Array(100).fill({ type: 'body' })));
    const name = 'a'.repeat(20_000);
    const rows = handoffs(`messageComponents { ${name}: componentType }`);
    expect(await refusals(gateway, rows, [])).toEqual([REFUSED, REFUSED, REFUSED]);
    const errors = `query ($values: [ID!]!) { ${name}: nodes(ids: $values) { id } }`;
    expect(await refusals(gateway, errors, Array(100).fill('wrong'))).toEqual([REFUSED, REFUSED, REFUSED]);
  });

  it('lets through an answer of just as many bytes, whatever its characters', async () => {
    const component = { type: 'unknown', text: `"\\\u0000ä€😀${'x'.repeat(2000)}` };
    const query = handoffs('messageComponents { ... on OtherComponent { raw } }');
    const ask = async (answerBytes: number) => {
      const gateway = await limitedTo(oneHandoff(component), answerBytes);
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query, variables: { values: [] } });
      const response = await fetch(gateway.url, { method: 'POST', headers, body });
      return { status: response.status, bytes: (await response.arrayBuffer()).byteLength };
    };
    const whole = await ask(MAXIMUM);
    expect(whole.status).toBe(200);
    expect(await ask(whole.bytes)).toEqual(whole);
    expect((await ask(whole.bytes - 1)).status).toBe(400);
  });
});
