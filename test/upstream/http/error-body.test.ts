import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readErrorBody } from '../../../src/upstream/http/error-body.ts';

const NOTHING = { message: null, code: null, requestTraceId: null };

describe('readErrorBody', () => {
  it.each([
    [
      'code, requestTraceId and message',
      { code: 0, requestTraceId: 'a1b2-c3', message: 'Bad Request' },
      { message: 'Bad Request', code: '0', requestTraceId: 'a1b2-c3' },
    ],
    [
      'an error that is a text',
      { error: 'No Authorization Header' },
      { ...NOTHING, message: 'No Authorization Header' },
    ],
    [
      'an error with an internalCode',
      { error: { message: 'bad csrf', internalCode: 10, time: 1 } },
      { ...NOTHING, message: 'bad csrf', code: '10' },
    ],
    ['an object that says nothing', { success: false }, NOTHING],
    ['empty texts', { message: '', code: '', error: '' }, NOTHING],
  ])('reads %s', (_, json, expected) => {
    expect(readErrorBody(JSON.stringify(json))).toEqual(expected);
  });

  it.each([
    ['plain text', 'oauth_problem=token_rejected\n', 'oauth_problem=token_rejected'],
    ['a page', '<html>502</html>', '<html>502</html>'],
    ['JSON that is no object', '[1]', '[1]'],
    ['nothing', '', null],
  ])('takes %s as the message', (_, body, message) => {
    expect(readErrorBody(body)).toEqual({ ...NOTHING, message });
  });

  it.each([
    ['blanks', 'the phone +12025550100'],
    ['more than 64 characters', 'x'.repeat(65)],
    ['the digits of a telephone number', '12025550100'],
    ['the same as a number', 12025550100],
    ['a telephone number with signs', '202-555-0123'],
    ['the same after a word', 'tel.1.202.555.0123'],
    ['more digits than any number has', '1'.repeat(40)],
    ['markup', '<b>1</b>'],
    ['an object', { secret: 1 }],
  ])('takes no id with %s', (_, id) => {
    expect(readErrorBody(JSON.stringify({ code: id, requestTraceId: id }))).toEqual(NOTHING);
  });

  it.each(['40102', 'OUTBOUND_429', 'fca61254-a8a2-4d67-b7e6-123456789012', 'a1b2c3d4e5f6071819202122'])(
    'takes the id %s',
    (id) => {
      expect(readErrorBody(JSON.stringify({ code: id, requestTraceId: id }))).toMatchObject({
        code: id,
        requestTraceId: id,
      });
    },
  );

  it('never throws, and its ids are plain, for any JSON', () => {
    const ids = fc.record({ code: fc.jsonValue(), requestTraceId: fc.jsonValue(), error: fc.jsonValue() });
    const law = fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        ids.map((value) => JSON.stringify(value)),
      ),
      (body) => {
        const { code, requestTraceId } = readErrorBody(body);
        expect([code, requestTraceId].every((id) => id === null || /^[\w.-]{1,64}$/.test(id))).toBe(true);
      },
    );
    fc.assert(law);
  });
});
