import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OAuth1Keys, oauth1 } from '../../../src/upstream/auth/oauth1.ts';
import { Secret } from '../../../src/upstream/auth/secret.ts';
import { baseString, hmacSha1, oauthParameters } from '../../support/oauth1.ts';
import { readOf } from '../../support/sender.ts';

const PHOTOS: OAuth1Keys = {
  consumerKey: 'dpf43f3p2l4k3l03',
  consumerSecret: new Secret('kd94hf93k423kf44'),
  token: 'nnch734d00sl2jdk',
  tokenSecret: new Secret('pfkkdhi9sl3r4s00'),
};

/** The header of one request at a pinned time and nonce. */
async function headerAt(seconds: number, nonce: string, keys: OAuth1Keys, method: 'GET' | 'POST', url: string) {
  vi.setSystemTime(seconds * 1000);
  return oauth1(keys, () => nonce).authorize(readOf(url, { method }));
}

describe('oauth1 against published vectors', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('signs the photo of OAuth Core 1.0, appendix A', async () => {
    const url = 'http://photos.example.net/photos?file=vacation.jpg&size=original';
    const header = await headerAt(1_191_242_096, 'kllo9940pd9333jh', PHOTOS, 'GET', url);
    expect(oauthParameters(header)).toEqual({
      oauth_consumer_key: 'dpf43f3p2l4k3l03',
      oauth_token: 'nnch734d00sl2jdk',
      oauth_signature_method: 'HMAC-SHA1',
      oauth_timestamp: '1191242096',
      oauth_nonce: 'kllo9940pd9333jh',
      oauth_version: '1.0',
      oauth_signature: 'tR3+Ty81lMeYAr/Fid0kMTYa/WM=',
    });
  });

  it('signs the widely published example of a status with blanks, a comma and a plus', async () => {
    const keys = {
      consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
      consumerSecret: new Secret('kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw'),
      token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      tokenSecret: new Secret('LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE'),
    };
    const status = encodeURIComponent('Hello Ladies + Gentlemen, a signed OAuth request!');
    const url = `https://api.twitter.com/1.1/statuses/update.json?include_entities=true&status=${status}`;
    const nonce = 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg';
    const header = await headerAt(1_318_622_958, nonce, keys, 'POST', url);
    expect(oauthParameters(header).oauth_signature).toBe('hCtSmYh+iHYCEqBWrE7C7hYmtUk=');
  });

  it('reads the awkward parameters of RFC 5849 §3.4.1.3 as the RFC does', async () => {
    const keys = { ...PHOTOS, consumerKey: '9djdj82h48djs9d2', token: 'kkk9d7dh3k39sjv7' };
    const url = 'http://EXAMPLE.COM:80/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b&c2&a3=2+q';
    const header = await headerAt(137_131_201, '7d8f3e4a', keys, 'POST', url);
    const published =
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D' +
      '%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1' +
      '%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7';
    // The example leaves out the optional version, which sorts last.
    const expected = hmacSha1(`${published}%26oauth_version%3D1.0`, 'kd94hf93k423kf44', 'pfkkdhi9sl3r4s00');
    expect(oauthParameters(header).oauth_signature).toBe(expected);
  });
});

describe('oauth1', () => {
  const sign = (url: string, more = {}) => oauth1(PHOTOS).authorize(readOf(url, more)) as string;
  const verified = (header: string, url: string) =>
    oauthParameters(header).oauth_signature ===
    hmacSha1(baseString('GET', url, header), 'kd94hf93k423kf44', 'pfkkdhi9sl3r4s00');

  it('signs a trailing slash', () => {
    const header = sign('https://api.example.net/analytics/');
    expect(verified(header, 'https://api.example.net/analytics/')).toBe(true);
    expect(verified(header, 'https://api.example.net/analytics')).toBe(false);
  });

  it('signs the query', () => {
    const header = sign('https://api.example.net/list?limit=100&offset=0');
    expect(verified(header, 'https://api.example.net/list?limit=100&offset=0')).toBe(true);
    expect(verified(header, 'https://api.example.net/list?limit=100&offset=100')).toBe(false);
  });

  it('does not sign the JSON body', () => {
    const url = 'https://api.example.net/list';
    const header = sign(url, { body: '{"siteId":"12345678"}', headers: { 'content-type': 'application/json' } });
    expect(verified(header, url)).toBe(true);
  });

  it('writes one line that holds neither secret', () => {
    const header = sign('https://api.example.net/list');
    expect(header).toMatch(/^OAuth (oauth_\w+="[^"]*", ){6}oauth_\w+="[^"]*"$/);
    expect(header).not.toMatch(/kd94hf93k423kf44|pfkkdhi9sl3r4s00/);
  });

  it('verifies for a path and a query of any characters', () => {
    const segment = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !/^\.{1,2}$/.test(text));
    const name = fc.string({ unit: 'grapheme' }).filter((text) => text !== '__proto__' && !text.startsWith('oauth_'));
    const pair = fc.tuple(name, fc.string({ unit: 'grapheme' }));
    const law = fc.property(fc.array(segment), fc.array(pair, { maxLength: 6 }), (segments, pairs) => {
      const path = segments.map(encodeURIComponent).join('/');
      const query = pairs.map((texts) => texts.map(encodeURIComponent).join('=')).join('&');
      const url = `https://api.example.net/${path}${query === '' ? '' : `?${query}`}`;
      expect(verified(sign(url), url)).toBe(true);
    });
    fc.assert(law);
  });
});
