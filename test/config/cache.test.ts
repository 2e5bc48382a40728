import { describe, expect, it } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { errorsOf } from '../support/config.ts';

const ACCOUNT = { accountId: '12345678', credentials: { bearer: 'le-token' } };
const config = (cache: unknown) => gatewayConfig({ callers: { mode: 'none' }, accounts: [ACCOUNT], cache });

describe('the cache settings', () => {
  it.each([
    ['maxBytes', -1, 'Too small: expected number to be >=0'],
    ['maxBytes', 64 * 1024 ** 3 + 1, 'Too big: expected number to be <=68719476736'],
    ['maxBytes', 1.5, 'Invalid input: expected int, received number'],
    ['dataDelayMs', -1, 'Too small: expected number to be >=0'],
    ['settlingMs', '1h', 'Invalid input: expected number, received string'],
    ['settledMs', 0, 'Too small: expected number to be >=1'],
    ['recentMs', 24 * 60 * 60_000 + 1, 'Too big: expected number to be <=86400000'],
    ['campaignsMs', 0, 'Too small: expected number to be >=1'],
    ['handoffsMs', null, 'Invalid input: expected number, received null'],
    ['staleWhileRevalidateMs', -1, 'Too small: expected number to be >=0'],
    ['staleIfErrorMs', 31 * 24 * 60 * 60_000, 'Too big: expected number to be <=2592000000'],
    ['allowNoCache', 'no', 'Invalid input: expected boolean, received string'],
  ])('refuse %s of %j by its path', (name, value, error) => {
    expect(errorsOf(() => config({ [name]: value }))).toEqual([`cache.${name}: ${error}`]);
  });

  it('refuse what they do not know', () => {
    expect(errorsOf(() => config({ ttl: 1 }))).toEqual(['cache: Unrecognized key: "ttl"']);
  });

  it('can switch the cache off', () => {
    expect(config({ maxBytes: 0 }).cache.maxBytes).toBe(0);
  });
});
