import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { SandboxAccount } from '../../src/sandbox/sandbox.ts';
import { reportingPath, useSandbox } from './support.ts';

const path = '/sentinel/api/account/12345678/app/token';
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const grant = 'grant_type=client_credentials';

describe('Sentinel', () => {
  const { sandbox, ask } = useSandbox();
  const clientOf = ({ credentials }: SandboxAccount): string =>
    `client_id=${credentials.appJwt.clientId}&client_secret=${credentials.appJwt.clientSecret}`;
  const client = (): string => clientOf(sandbox().accounts[0] as SandboxAccount);
  const token = (query: string, body: string, at = path) =>
    ask(`${at}?${query}`, { method: 'POST', auth: 'none', headers: form, body });

  it('issues a token for parameters in the query, in the form, or in both', async () => {
    const answers = [
      await token(`v=1.0&${grant}`, client()),
      await token('v=1.0', `${grant}&${client()}`),
      await token(`v=1.0&${grant}&${client()}`, ''),
      await token('', `${grant}&${client()}`, '/sentinel/api/v2/account/12345678/app/token'),
    ];
    for (const { status, body } of answers) {
      expect([status, Object.keys(body), body.token_type]).toEqual([200, ['access_token', 'token_type'], 'Bearer']);
    }
  });

  it('signs the claims of an App JWT with the key of its JWKS', async () => {
    const { body } = await token(`v=1.0&${grant}`, client());
    const keys = createLocalJWKSet((await ask('/sentinel/well-known/jwks', { auth: 'none' })).body);
    const { payload, protectedHeader } = await jwtVerify(body.access_token, keys);
    expect(protectedHeader).toMatchObject({ typ: 'JWT', alg: 'RS256', kid: expect.stringMatching(/^appjwt-/) });
    expect(payload).toMatchObject({
      aud: 'le12345678',
      scope: 'msg.consumer',
      iss: 'Sentinel',
      azp: expect.any(String),
    });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
  });

  it('opens Outbound Reporting and Configuration for its account only', async () => {
    const { body } = await token(grant, client());
    const headers = { authorization: `Bearer ${body.access_token}` };
    const statuses = [
      reportingPath('prmsg/analytics/'),
      '/api/account/12345678/app/prmsg/handoffs/list?v=1',
      '/api/account/87654321/app/prmsg/handoffs/list?v=1',
    ].map(async (url) => (await ask(url, { auth: 'none', headers })).status);
    expect(await Promise.all(statuses)).toEqual([200, 200, 401]);
  });

  it('refuses a token that was tampered with', async () => {
    const { body } = await token(grant, client());
    const [head, , signature] = body.access_token.split('.');
    const claims = Buffer.from(JSON.stringify({ ...decodeJwt(body.access_token), scope: 'all' })).toString('base64url');
    const headers = { authorization: `Bearer ${head}.${claims}.${signature}` };
    const answer = await ask(reportingPath('prmsg/analytics/'), { auth: 'none', headers });
    expect([answer.status, answer.body.message]).toEqual([401, 'Invalid token']);
  });

  it('answers 401 for a wrong secret and an unknown account, 400 for another grant', async () => {
    expect((await token(grant, client().replace('secret=', 'secret=x'))).status).toBe(401);
    expect((await token(grant, '')).status).toBe(401);
    expect((await token(grant, client(), '/sentinel/api/account/1/app/token')).status).toBe(401);
    expect((await token(grant, '', '/sentinel/api/account/1/app/token')).status).toBe(401);
    expect((await token('grant_type=password', client())).status).toBe(400);
  });
});

describe('tokenLifetimeMs', () => {
  const { sandbox, ask } = useSandbox({ tokenLifetimeMs: 0 });

  it('of 0 issues expired tokens, which are answered without a trace id', async () => {
    const { clientId, clientSecret } = (sandbox().accounts[0] as SandboxAccount).credentials.appJwt;
    const query = `${grant}&client_id=${clientId}&client_secret=${clientSecret}`;
    const { body } = await ask(`${path}?${query}`, { method: 'POST', auth: 'none' });
    const headers = { authorization: `Bearer ${body.access_token}` };
    const answer = await ask(reportingPath('prmsg/analytics/'), { auth: 'none', headers });
    expect([answer.status, answer.body]).toEqual([401, { code: 0, message: 'jwt expired' }]);
  });
});
