import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decode, malformed, parseJson } from '../../../src/upstream/http/decode.ts';
import { failureOf } from '../../support/sender.ts';

const answer = (body: string, status = 200) => ({ status, headers: {}, fetchedAt: 0, body });
const Transactions = z.object({
  transactions: z.array(z.object({ transactionId: z.string(), 'sent time': z.number().optional() })),
});

describe('parseJson', () => {
  it('reads JSON', () => {
    expect(parseJson('OUTBOUND_REPORTING', answer('{"a":[1]}'))).toEqual({ a: [1] });
  });

  it.each([
    ['a page', '<html>secret</html>'],
    ['a body that was cut', '{"secret": [1, 2'],
    ['nothing', ''],
  ])('throws UPSTREAM_MALFORMED at $ on %s, quoting nothing', async (_, body) => {
    const error = await failureOf(Promise.try(() => parseJson('OUTBOUND_REPORTING', answer(body))));
    expect(error).toMatchObject({
      code: 'UPSTREAM_MALFORMED',
      message: 'Outbound Reporting sent an answer that is not JSON in the documented form.',
      details: { delivery: 'unknown', malformedPath: '$', httpStatus: 200 },
    });
  });
});

describe('decode', () => {
  it('answers what the schema makes of it', () => {
    const json = { transactions: [{ transactionId: 't1', more: 1 }] };
    expect(decode('OUTBOUND_REPORTING', Transactions, json)).toEqual({ transactions: [{ transactionId: 't1' }] });
  });

  it.each([
    ['the whole', 3, '$'],
    ['a field', { transactions: 'none' }, 'transactions'],
    ['a missing field', {}, 'transactions'],
    ['a row', { transactions: [null] }, 'transactions[0]'],
    ['a field of a row', { transactions: [{ transactionId: 'a' }, {}] }, 'transactions[1].transactionId'],
    ['a name with a blank', { transactions: [{ transactionId: 'a', 'sent time': 'x' }] }, 'transactions[0].sent time'],
  ])('names the path of %s that is wrong', async (_, json, malformedPath) => {
    const error = await failureOf(Promise.try(() => decode('OUTBOUND_REPORTING', Transactions, json)));
    expect(error.details).toEqual({ delivery: 'unknown', malformedPath });
  });

  it('names the first thing only, and none of its content', async () => {
    const json = { transactions: [{ transactionId: 12_025_550_100 }, { transactionId: null }] };
    const error = await failureOf(Promise.try(() => decode('OUTBOUND_REPORTING', Transactions, json)));
    expect(error.message).toBe(
      'Outbound Reporting sent an answer with a missing or invalid value at transactions[0].transactionId.',
    );
    expect(JSON.stringify({ ...error, stack: error.stack })).not.toContain('12025550100');
  });
});

describe('malformed', () => {
  it('tells the status where there is one', () => {
    expect(malformed('SENTINEL', 'access_token', 202).details).toEqual({
      delivery: 'unknown',
      malformedPath: 'access_token',
      httpStatus: 202,
    });
  });
});
