import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readErrorBody } from '../../../src/upstream/http/error-body.ts';
import { upstreamMessage } from '../../../src/upstream/http/upstream-message.ts';

const shown = (body: string) => upstreamMessage(readErrorBody(body));
const saying = (message: string) => shown(JSON.stringify({ message }));

describe('upstreamMessage', () => {
  it.each<[string, string | null]>([
    [
      '{"code":0,"requestTraceId":"t","message":"attemptedStartTime must be a number"}',
      'attemptedStartTime must be a number',
    ],
    ['{"error":"Invalid Nonce - Nonce has been previously used"}', 'Invalid Nonce - Nonce has been previously used'],
    ['{"success":false,"error":"Failed Compatibility Check"}', 'Failed Compatibility Check'],
    ['{"error":{"message":"bad csrf","internalCode":10}}', 'bad csrf'],
    [
      'oauth_problem=signature_invalid&oauth_problem_advice=The%20signature%20is%20wrong',
      'oauth_problem=signature_invalid&oauth_problem_advice=The signature is wrong',
    ],
    ['oauth_problem=token_rejected', 'oauth_problem=token_rejected'],
    [
      '<!doctype html><html><head><title>\n502 Bad Gateway</title></head><body>planted</body></html>',
      '502 Bad Gateway',
    ],
    ['<html><body>planted</body></html>', null],
    ['{"message":"{}"}', null],
    ['{"message":""}', null],
    ['', null],
    ['Missing required field: skill\nat line\t3\u0000', 'Missing required field: skill at line 3'],
  ])('of %j is %j', (body, text) => {
    expect(shown(body)).toBe(text);
  });

  it.each([
    ['to +12025550123 failed', 'to [redacted] failed'],
    ['to (202) 555-0123 failed', 'to [redacted] failed'],
    ['to %2B1%20202%20555%200123 failed', 'to [redacted] failed'],
    ['to 202\u200b555\u200b0123 failed', 'to [redacted] failed'],
    ['to ٢٠٢٥٥٥٠١٢٣ failed', 'to [redacted] failed'],
    ['for ada.secret@example.com', 'for [redacted]'],
    ['oauth_token="abc", oauth_signature=xyz%3D', 'oauth_token=[redacted]", oauth_signature=[redacted]'],
    ['client_secret=s3cret', 'client_secret=[redacted]'],
    ['was "password": "hunter"', 'was "password": [redacted]"'],
    [`Bearer ${'ab12'.repeat(16)} expired`, 'Bearer [redacted] expired'],
    ['jwt eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGhIj', 'jwt [redacted]'],
    ['cannot read {"firstName":"Ada","customerPhoneNumber":"2025550123"}', 'cannot read {…}'],
  ])('of %j shows %j', (message, text) => {
    expect(saying(message)).toBe(text);
  });

  it('has 300 characters and a mark that it was cut', () => {
    expect(saying('no way '.repeat(100))).toHaveLength(301);
  });

  it('never has a telephone number or a token, wherever it stands', () => {
    const words = fc.array(fc.stringMatching(/^[a-z ,.:;'-]{0,12}$/), { maxLength: 5 }).map((list) => list.join(' '));
    const number = fc.stringMatching(/^\+?[1-9]\d{9,13}$/);
    const spaced = number.map((digits) => digits.replace(/(\d{3})(?=\d)/g, '$1 '));
    const token = fc.stringMatching(/^[A-Za-z0-9_-]{40,80}$/);
    fc.assert(
      fc.property(words, fc.oneof(number, spaced, token), words, (before, secret, after) => {
        const text = `${before} ${secret} ${after}`;
        expect(saying(text) ?? '').not.toContain(secret);
        expect(shown(text) ?? '').not.toContain(secret);
      }),
    );
  });

  it('takes little time for a text that was made to take much', () => {
    const begunAt = performance.now();
    for (const part of ['a', '1', '%', 'token', ' ', '1 ', '@', '<title']) saying(part.repeat(1_000_000));
    expect(performance.now() - begunAt).toBeLessThan(3000);
  });
});
