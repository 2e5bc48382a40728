import { describe, expect, it } from 'vitest';
import { createSealing } from '../../../src/upstream/auth/sealing.ts';
import { Secret } from '../../../src/upstream/auth/secret.ts';

const OAUTH1 = {
  consumerKey: 'key',
  consumerSecret: new Secret('a'),
  token: 'token',
  tokenSecret: new Secret('b'),
};
const own = createSealing('1', OAUTH1);

describe('createSealing', () => {
  it('opens what it sealed', () => {
    expect(own.open('name', own.seal('name', '{"a":"é€"}'))).toBe('{"a":"é€"}');
    expect(createSealing('1', OAUTH1).open('name', own.seal('name', ''))).toBe('');
  });

  it('shows nothing of the text, and never the same bytes twice', () => {
    const sealed = own.seal('name', 'a planted text');
    expect(sealed.toString('latin1')).not.toContain('planted');
    expect(own.seal('name', 'a planted text').equals(sealed)).toBe(false);
  });

  it.each([
    ['of another account', createSealing('2', OAUTH1)],
    ['of another secret', createSealing('1', { ...OAUTH1, tokenSecret: new Secret('c') })],
    ['of another kind of credential', createSealing('1', new Secret('a'))],
    [
      'whose parts are cut elsewhere',
      createSealing('1', { ...OAUTH1, consumerKey: 'keya', consumerSecret: new Secret('') }),
    ],
  ])('has other names and another key than that %s', (_, other) => {
    expect(other.nameOf('answer', 'GET /a')).not.toBe(own.nameOf('answer', 'GET /a'));
    expect(other.open('name', own.seal('name', 'text'))).toBeNull();
  });

  it('names a text the same each time, in each process', () => {
    expect(own.nameOf('answer', 'GET /a')).toBe(own.nameOf('answer', 'GET /a'));
    expect(createSealing('1', OAUTH1).nameOf('answer', 'GET /a')).toBe(own.nameOf('answer', 'GET /a'));
  });

  it('names the same text of another kind otherwise', () => {
    expect(own.nameOf('answer', '')).not.toBe(own.nameOf('token', ''));
  });

  it.each([
    ['moved to another name', 'other', (sealed: Buffer) => sealed],
    ['changed', 'name', (sealed: Buffer) => sealed.fill(0, 30)],
    ['cut', 'name', (sealed: Buffer) => sealed.subarray(0, 20)],
    ['empty', 'name', () => Buffer.alloc(0)],
  ])('is null for what was %s', (_, name, change) => {
    expect(own.open(name, change(own.seal('name', 'text~')))).toBeNull();
  });
});
