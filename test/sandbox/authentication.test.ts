import { describe, expect, it } from 'vitest';
import { createNonceBook } from '../../src/sandbox/oauth1-verification.ts';
import type { SandboxAccount } from '../../src/sandbox/sandbox.ts';
import { nowMs, reportingPath, sign, useSandbox } from './support.ts';

const deflect = { method: 'POST', body: { siteId: '12345678', startTime: String(nowMs), endTime: String(nowMs) } };

describe('authentication', () => {
  const { sandbox, ask } = useSandbox();
  const path = reportingPath('prmsg/analytics/');
  const first = (): SandboxAccount => sandbox().accounts[0] as SandboxAccount;

  it.each(['bearer', 'oauth1'] as const)('accepts %s for every account in its own path', async (auth) => {
    for (const as of sandbox().accounts) {
      const own = reportingPath('prmsg/analytics/', undefined, undefined, as.accountId);
      expect((await ask(own, { as, auth })).status).toBe(200);
    }
  });

  it('accepts a scheme in any case', async () => {
    const oauth = sign(first(), 'GET', sandbox().url + path).replace('OAuth', 'Oauth');
    for (const authorization of [oauth, `bEARER ${first().credentials.bearer}`]) {
      expect((await ask(path, { auth: 'none', headers: { authorization } })).status).toBe(200);
    }
  });

  it('signs the path as sent, with its slash and every parameter of the query', async () => {
    for (const sent of [path, path.replace('analytics/', 'analytics'), `${path}&x=a%20b%26c&x=d&y=*`]) {
      expect((await ask(sent, { auth: 'oauth1' })).status).toBe(200);
    }
    const authorization = sign(first(), 'GET', sandbox().url + path);
    expect((await ask(`${path}&x=1`, { auth: 'none', headers: { authorization } })).status).toBe(401);
  });

  it('answers 401 in the envelope without credentials, and with another account in the path', async () => {
    const other = reportingPath('prmsg/analytics/', undefined, undefined, '87654321');
    const unknown = reportingPath('prmsg/analytics/', undefined, undefined, '1');
    for (const [sent, auth] of [
      [path, 'none'],
      [other, 'bearer'],
      [unknown, 'bearer'],
      [unknown, 'oauth1'],
    ] as const) {
      const { status, body } = await ask(sent, { auth });
      expect([status, body.code, typeof body.requestTraceId]).toEqual([401, 0, 'string']);
    }
    expect((await ask(path, { auth: 'none', headers: { authorization: 'Basic abc' } })).status).toBe(401);
  });

  it('answers a wrong signature in plain text', async () => {
    const authorization = sign(first(), 'GET', sandbox().url + path, { oauth_signature: 'AAAA' });
    const { status, body } = await ask(path, { auth: 'none', headers: { authorization } });
    expect([status, body]).toEqual([
      401,
      expect.stringMatching(/^oauth_problem=signature_invalid&oauth_problem_advice=./),
    ]);
  });

  it.each([
    ['token_rejected', { oauth_token: 'other' }],
    ['consumer_key_unknown', { oauth_consumer_key: 'other' }],
    ['timestamp_refused', { oauth_timestamp: String(Math.floor(nowMs / 1000) - 301) }],
    ['signature_invalid', { oauth_signature_method: 'PLAINTEXT' }],
  ])('answers %s', async (problem, edit) => {
    const authorization = sign(first(), 'GET', sandbox().url + path, edit);
    expect((await ask(path, { auth: 'none', headers: { authorization } })).body).toContain(`oauth_problem=${problem}`);
  });

  it('takes a timestamp of its own clock as well as of the real one', async () => {
    const authorization = sign(first(), 'GET', sandbox().url + path, { oauth_timestamp: String(nowMs / 1000) });
    expect((await ask(path, { auth: 'none', headers: { authorization } })).body).toContain('signature_invalid');
  });

  it('refuses a nonce that was used before', async () => {
    const authorization = sign(first(), 'GET', sandbox().url + path);
    const send = () => ask(path, { auth: 'none', headers: { authorization } });
    expect((await send()).status).toBe(200);
    const { status, body } = await send();
    expect([status, body.code, body.message]).toEqual([401, 0, 'Invalid Nonce - Nonce has been previously used']);
  });

  it('keeps a nonce free when the signature was wrong', async () => {
    const url = sandbox().url + path;
    const good = sign(first(), 'GET', url);
    const bad = good.replace(/oauth_signature="[^"]*"/, 'oauth_signature="AAAA"');
    expect((await ask(path, { auth: 'none', headers: { authorization: bad } })).status).toBe(401);
    expect((await ask(path, { auth: 'none', headers: { authorization: good } })).status).toBe(200);
  });

  describe('LiveDeflect', () => {
    it('accepts OAuth 1 only', async () => {
      const sent = '/api/getLiveDeflectData/v2';
      expect((await ask(sent, { ...deflect, auth: 'oauth1' })).status).toBe(200);
      const none = await ask(sent, { ...deflect, auth: 'none' });
      expect([none.status, none.body]).toEqual([401, { error: 'No Authorization Header' }]);
      const bearer = await ask(sent, { ...deflect, auth: 'bearer' });
      expect([bearer.status, bearer.body]).toEqual([401, { error: 'Only OAuth 1.0 credentials are accepted' }]);
    });

    it('answers a used nonce with the documented text', async () => {
      const authorization = sign(first(), 'POST', `${sandbox().url}/api/getLiveDeflectData/v2`);
      const send = () => ask('/api/getLiveDeflectData/v2', { ...deflect, auth: 'none', headers: { authorization } });
      await send();
      const { status, body } = await send();
      expect([status, body]).toEqual([401, { error: 'Invalid Nonce - Nonce has been previously used' }]);
    });

    it('answers an unknown key in plain text, and 401 for the siteId of another account', async () => {
      const url = `${sandbox().url}/api/getLiveDeflectData/v2`;
      const authorization = sign(first(), 'POST', url, { oauth_consumer_key: 'nobody' });
      const unknown = await ask('/api/getLiveDeflectData/v2', { ...deflect, auth: 'none', headers: { authorization } });
      expect(unknown.body).toContain('oauth_problem=consumer_key_unknown');
      const as = sandbox().accounts[1] as SandboxAccount;
      expect((await ask('/api/getLiveDeflectData/v2', { ...deflect, as, auth: 'oauth1' })).status).toBe(401);
    });
  });
});

describe('createNonceBook', () => {
  it('forgets nonces once their timestamp would be refused anyway', () => {
    let clock = 0;
    const book = createNonceBook(() => clock);
    for (let index = 0; index < 100; index += 1) book.isNew(String(index));
    expect([book.isNew('5'), book.size()]).toEqual([false, 100]);
    clock = 11 * 60_000;
    expect([book.isNew('5'), book.size()]).toEqual([true, 1]);
  });
});
