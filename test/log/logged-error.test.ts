import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loggedError } from '../../src/log/logged-error.ts';

const PLANTED = /planted|2025550123/;

/** What is thrown when `work` runs. */
function thrown(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('loggedError', () => {
  it('has name, code, message, frames and causes of an error', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(loggedError(new TypeError('It failed', { cause }))).toEqual({
      type: 'TypeError',
      message: 'It failed',
      stack: expect.stringMatching(/^ {4}at /),
      cause: {
        type: 'Error',
        code: 'ECONNREFUSED',
        message: 'connect ECONNREFUSED 127.0.0.1:1',
        stack: expect.stringMatching(/^ {4}at /),
      },
    });
  });

  it.each([
    ['properties', Object.assign(new Error('x'), { headers: { authorization: 'planted' }, body: 'planted' })],
    ['the command of a Redis error', Object.assign(new Error('x'), { command: { name: 'auth', args: ['planted'] } })],
    ['the input of a URL', thrown(() => new URL('no url: planted'))],
    ['what JSON.parse quotes', thrown(() => JSON.parse('planted'))],
    ['what JSON.parse quotes from the middle', thrown(() => JSON.parse('{"number": "+12025550123", planted }'))],
    ['what zod was given', thrown(() => z.object({ a: z.number() }).parse({ a: 'planted' }))],
    ['numbers in the message', new Error('Recipient +1 202 555 0123 or 2025550123')],
    ['a message of several lines, and its copy in the stack', new Error('It said "planted\n    planted"')],
    ['a cause', new Error('x', { cause: Object.assign(new Error('y'), { token: 'planted' }) })],
    ['what is no error', 'planted'],
    ['a code that is a sentence', Object.assign(new Error('x'), { code: 'planted code' })],
  ])('leaves out %s', (_, error) => {
    const text = JSON.stringify(loggedError(error));
    expect(text).not.toMatch(PLANTED);
    expect(text).not.toContain('555');
  });

  it('ends with a few causes when they go round', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(loggedError(error)).match(/round/g)).toHaveLength(4);
  });
});
