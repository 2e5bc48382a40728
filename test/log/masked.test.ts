import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskDigits, maskNumbers, maskSubject, maskWord } from '../../src/log/masked.ts';

describe('maskNumbers', () => {
  it.each([
    ['call +12025550123 now', 'call +…23 now'],
    ['(202) 555-0123', '(…23'],
    ['20 25 55 01 23', '…23'],
    ['2025550123 and 2025550199', '…23 and …99'],
    ['2025550123, 2025550199', '…23, …99'],
    ['HTTP 503 after 12345 ms', 'HTTP 503 after 12345 ms'],
  ])('makes %j %j', (text, masked) => {
    expect(maskNumbers(text)).toBe(masked);
  });

  it('leaves no seven digits together, whatever the text', () => {
    const text = fc.array(fc.oneof(fc.string(), fc.nat().map(String))).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (any) => {
        expect(maskNumbers(any)).not.toMatch(/\d{7}/);
        expect(maskDigits(any)).not.toMatch(/\d{7}/);
      }),
    );
  });
});

describe('maskDigits', () => {
  it('leaves dates as they are', () => {
    expect(maskDigits('2026-03-10T10:00:00.000Z, not 12025550123')).toBe('2026-03-10T10:00:00.000Z, not …23');
  });
});

describe('maskWord', () => {
  it('is at most 100 characters', () => {
    expect(maskWord('x'.repeat(101))).toBe('x'.repeat(100));
  });
});

describe('maskSubject', () => {
  it.each([
    ['+12025550123', '+…23'],
    ['12025550123', '…23'],
    ['+1 (202) 555-0123', '+…23'],
    ['(202) 555 01 23', '…23'],
    ['tel:+1-202-555-0123', 'tel:+…23'],
    ['0044.20.7946.0123', '…23'],
    ['+1\u2011202\u2013555\u200b0123', '+…23'],
    ['\u0661\u0662\u0660\u0662\u0665\u0665\u0665\u0660\u0661\u0662\u0663', '…\u0662\u0663'],
    ['sms|+12025550123', 'sms|+…23'],
    ['12025550123@s.example.com', '…23@s.example.com'],
    ['Ada (+12025550123)', 'Ada (+…23)'],
  ])('makes %j %j', (subject, masked) => {
    expect(maskSubject(subject)).toBe(masked);
  });

  it.each([
    'ada@example.com',
    'service-42',
    'auth0|5f7c8ec7c33c6c004bbafe82',
    '12345678-1234-4123-8123-123456789012',
    '110169484474386276334',
    '123456',
  ])('leaves %s as it is', (subject) => {
    expect(maskSubject(subject)).toBe(subject);
  });

  it('is at most 100 characters', () => {
    expect(maskSubject('x'.repeat(101))).toBe('x'.repeat(100));
  });
});
