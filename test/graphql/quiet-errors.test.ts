import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { quietError } from '../../src/graphql/quiet-errors.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';

const WRONG = '{"query": "{ __typename }", "phone": 12025550123 x}';

describe('quietError', () => {
  it.each([
    [
      'Variable "$input" got invalid value { phoneNumber: "202; x" }; Field "x" is not defined.',
      'Variable "$input" got an invalid value; Field "x" is not defined.',
    ],
    [
      'Variable "$input" got invalid value "planted" at "input.recipient"; Expected type "R" to be an object.',
      'Variable "$input" got an invalid value at "input.recipient"; Expected type "R" to be an object.',
    ],
    ['Int cannot represent non-integer value: "12025550123"', 'Int cannot represent non-integer value: "…23"'],
    ['DateTime cannot represent 2026-13-10T00:00:00Z', 'DateTime cannot represent 2026-13-10T00:00:00Z'],
  ])('makes %j %j', (message, quiet) => {
    expect(quietError(new GraphQLError(message)).message).toBe(quiet);
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
