import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bytesOf, pack, unpack } from '../../../src/upstream/traffic/packed-text.ts';

const MEGABYTE = 1024 ** 2;

/** Text like no other that packs well. */
const textOf = (length: number) => `${randomBytes(8).toString('hex')}${'{"channel":"sms"},'.repeat(length / 18)}`;

describe('pack', () => {
  it.each([
    ['an empty text', ''],
    ['a short text', '{"a":1}'],
    ['a long text', textOf(MEGABYTE)],
    ['a long text beyond ASCII', `${textOf(20_000)}ü€😀`.repeat(50)],
    ['a long text of noise', randomBytes(MEGABYTE).toString('latin1')],
  ])('keeps %s as it is', (_, text) => {
    expect(unpack(pack(text)) === text).toBe(true);
  });

  it('makes a long text much smaller', () => {
    expect(bytesOf(pack(textOf(MEGABYTE)))).toBeLessThan(MEGABYTE / 8);
  });

  it('counts a text that is too short to pack by its characters: two bytes each if not all are ASCII', () => {
    expect(bytesOf(pack('x'.repeat(1000)))).toBe(1000);
    expect(bytesOf(pack(`${'x'.repeat(999)}€`))).toBe(2000);
  });
});
