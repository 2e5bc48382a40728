import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { quietError } from '../../src/graphql/quiet-errors.ts';
import { accountAt, type GraphQLAnswer, startTestGateway } from '../support/gateway.ts';

const WRONG = '{"query": "{ __typename }", "phone": 12025550123 x}';

describe('quietError', () => {
  it('cuts off the value of a variable, whatever it holds', () => {
    const message = 'Variable "$input" got invalid value { phoneNumber: "202; x" } at "a"; Field "x" is not defined.';
    expect(quietError(new GraphQLError(message)).message).toBe('Variable "$input" got an invalid value.');
  });

  it('takes no longer for a value that looks like many', () => {
    const value = 'got invalid value '.repeat(60_000);
    const begunAt = performance.now();
    quietError(new GraphQLError(`Variable "$input" got invalid value "${value}"; no.`));
    expect(performance.now() - begunAt).toBeLessThan(250);
  });

  it('keeps path and extensions, but not the error behind it', () => {
    const error = new GraphQLError('x', { path: ['a', 0], extensions: { code: 'C', originalError: { message: 'y' } } });
    expect(quietError(error)).toMatchObject({ path: ['a', 0], extensions: { code: 'C' } });
    expect(quietError(error).extensions).not.toHaveProperty('originalError');
  });
});

describe('a body that is no JSON', () => {
  it('is not quoted in the answer', async () => {
    const gateway = await startTestGateway({ accounts: [accountAt('http://localhost:1')] });
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: WRONG });
    const text = await response.text();
    expect(JSON.parse(text).errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
    expect(text).not.toContain('5550123');
  });
});

/** Ways to write a consumer's number, and what else a literal may hold of a person. */
const NUMBERS = [
  '12025550123',
  '202-555-0123',
  '(202) 555 0123',
  '+1.202.555.0123',
  'Ada Lovelace',
  '2 0 2 5 5 5 0 1 2 3',
];

const SEND = 'mutation ($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { __typename } }';

describe('an error of a wrong value', () => {
  const LITERALS = (text: string) => [
    `{ account(accountId: "12345678") { handoffs(first: "${text}") { nodes { name } } } }`,
    `{ account(accountId: ["${text}"]) { id } }`,
    `{ account(accountId: { a: "${text}" }) { id } }`,
    `{ account(accountId: "1") { analytics(attempted: { start: "${text}", end: "${text}" }) { fetchedAt } } }`,
    `{ account(accountId: "1") { analytics(attempted: "${text}") { fetchedAt } } }`,
    `mutation { sendProactiveAlert(input: { alertInfo: "${text}" }) { __typename } }`,
    `{ "${text}" }`,
    `{ account(accountId: "1" "${text}") { id } }`,
    `{ account(accountId: ${text}`,
    `{ account(accountId: "${text}`,
  ];
  const inAccount = (field: string) => `account(accountId: "1") { ${field} { __typename } }`;
  const VARIABLES: readonly (readonly [type: string, field: string, value: (text: string) => unknown])[] = [
    ['Int', inAccount('handoffs(first: $v)'), (text) => text],
    ['Boolean!', '__typename @include(if: $v)', (text) => text],
    ['String!', 'account(accountId: $v) { id }', (text) => [text]],
    ['ID!', 'node(id: $v) { id }', (text) => ({ id: text })],
    ['[ID!]!', 'nodes(ids: $v) { id }', (text) => ['x', { text }]],
    ['OutboundApp!', inAccount('analytics(app: $v, attempted: { start: 0, end: 0 })'), (text) => text],
    ['DateTime!', inAccount('analytics(attempted: { start: $v, end: $v })'), (text) => text],
    ['TimeRangeInput!', inAccount('analytics(attempted: $v)'), (text) => text],
    ['TimeRangeInput!', inAccount('analytics(attempted: $v)'), (text) => ({ start: text, end: text, [text]: text })],
  ];
  const SENDS: readonly ((text: string) => unknown)[] = [
    (text) => text,
    (text) => ({ recipient: { phoneNumber: { number: text } } }),
    (text) => ({ alertInfo: text, [text]: text }),
    (text) => [{ template: { name: 1, variables: text } }],
  ];

  it.each(NUMBERS)('quotes no %s', async (text) => {
    const gateway = await startTestGateway({ accounts: [accountAt('http://localhost:1')] });
    const told: GraphQLAnswer[] = [];
    for (const query of LITERALS(text)) told.push(await gateway.query(query));
    for (const [type, field, value] of VARIABLES) {
      told.push(await gateway.query(`query ($v: ${type}) { ${field} }`, { v: value(text) }));
    }
    for (const value of SENDS) told.push(await gateway.query(SEND, { input: value(text) }));
    const messages = told.flatMap(({ errors = [] }) => errors.map(({ message }) => message));
    expect(told.filter(({ errors }) => errors === undefined)).toEqual([]);
    expect(messages.filter((message) => /never used|Unknown/.test(message))).toEqual([]);
    expect(messages.filter((message) => message.startsWith('Variable "$')).length).toBeGreaterThan(20);
    expect(JSON.stringify(told)).not.toContain(text);
    expect(JSON.stringify(told)).not.toMatch(/555|Lovelace/);
  });

  it('names the type that was expected, and where', async () => {
    const gateway = await startTestGateway({ accounts: [accountAt('http://localhost:1')] });
    const wrong = {
      accountId: 1,
      skill: 's',
      recipient: null,
      template: { name: 'n', language: 'l', variables: [], nmae: 1 },
    };
    const { errors } = await gateway.query(SEND, { input: wrong });
    expect(errors?.map(({ message }) => message)).toEqual([
      'Variable "$input" is invalid at "input.accountId": expected a value of type "String".',
      'Variable "$input" is invalid at "input.recipient": expected a value of type "AlertRecipientInput!", not null.',
      'Variable "$input" is invalid at "input.template.variables": expected a value of type "JSONObject".',
      'Variable "$input" is invalid at "input.template": Field "nmae" is not defined by type "AlertTemplateInput".',
    ]);
  });
});
