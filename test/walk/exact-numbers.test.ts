import { describe, expect, it } from 'vitest';
import { alertGateway, alertInput } from '../support/alert.ts';
import { startUpstream } from '../support/upstream.ts';

const MUTATION = `mutation ($input: SendProactiveAlertInput!) {
  sendProactiveAlert(input: $input) { __typename ... on ProactiveAlertInvalid { problems { path message } } }
}`;
const MESSAGE = 'Cannot be sent unchanged. Send such a number as a string.';

const INEXACT = [
  '12345678901234567890',
  '-12345678901234567890',
  '1e999',
  '-1e999',
  '0.1000000000000000055511151231257827',
  '1e-400',
];
const EXACT: readonly (readonly [string, number])[] = [
  ['1.0', 1],
  ['-0', 0],
  ['0.1', 0.1],
  ['1e2', 100],
  ['9007199254740991', 9007199254740991],
];

/** Where an input has a number: the members of the input, and the path of the number. */
const PLACES: readonly (readonly [string, (number: string) => string, readonly string[]])[] = [
  ['a template variable', (number) => member('variables', `{"much":${number}}`), ['template', 'variables', 'much']],
  [
    'a nested variable',
    (number) => member('variables', `{"a":[{"b":${number}}]}`),
    ['template', 'variables', 'a', '0', 'b'],
  ],
  ['alertInfo', (number) => member('alertInfo', `{"a":[${number}]}`), ['alertInfo', 'a', '0']],
];

/** The JSON of an input, with the text of one member's value. */
function member(name: string, value: string): string {
  const input = alertInput({ alertInfo: {} });
  const marked = JSON.stringify(input, (key, its) => (key === name ? '@' : its));
  return marked.replace('"@"', value);
}

async function startSending() {
  const upstream = await startUpstream(() => ({ json: { success: true, response: {} } }));
  const gateway = await alertGateway(upstream.url);
  const post = async (body: string) => {
    const response = await fetch(gateway.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return ((await response.json()) as { data: { sendProactiveAlert: unknown } }).data.sendProactiveAlert;
  };
  return { upstream, post };
}

/** A request with the input in a variable, and one with it in the document. */
function bodies(input: string): readonly string[] {
  const literal = input.replace(/"(\w+)":/g, '$1:');
  return [
    `{"query":${JSON.stringify(MUTATION)},"variables":{"input":${input}}}`,
    JSON.stringify({ query: MUTATION.replace('($input: SendProactiveAlertInput!)', '').replace('$input', literal) }),
  ];
}

describe.each(PLACES)('a number in %s', (_, inputOf, path) => {
  it.each(INEXACT)('that would arrive as another is refused by its place: %s', async (number) => {
    const { upstream, post } = await startSending();
    for (const body of bodies(inputOf(number))) {
      expect(await post(body)).toEqual({ __typename: 'ProactiveAlertInvalid', problems: [{ path, message: MESSAGE }] });
    }
    expect(upstream.requests).toEqual([]);
  });

  it.each(EXACT)('that arrives as it is goes through: %s', async (number, sent) => {
    const { upstream, post } = await startSending();
    for (const body of bodies(inputOf(number))) expect(await post(body)).toEqual({ __typename: 'ProactiveAlertSent' });
    for (const request of upstream.requests) {
      const body = JSON.stringify(request.body);
      expect(body).toMatch(new RegExp(`[[:]${sent}[\\]}]`));
    }
    expect(upstream.requests).toHaveLength(2);
  });
});

describe('a number beyond JSON in another variable', () => {
  it('is refused as a value of a wrong type', async () => {
    const upstream = await startUpstream(() => ({ json: {} }));
    const { url } = await alertGateway(upstream.url);
    const query = 'query ($first: Int) { account(accountId: "12345678") { handoffs(first: $first) { nodes { id } } } }';
    const body = `{"query":${JSON.stringify(query)},"variables":{"first":10000000000000001}}`;
    const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    expect(await response.json()).toMatchObject({
      errors: [{ message: 'Variable "$first" is invalid: expected a value of type "Int".' }],
    });
    expect(upstream.requests).toEqual([]);
  });
});
