import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { configPath } from './support/config.ts';
import { accountAt, type GraphQLAnswer } from './support/gateway.ts';
import { errorsOf, linesOf, startMain } from './support/main-process.ts';
import { type Answer, startUpstream } from './support/upstream.ts';

describe('main.ts', () => {
  it('says where it is in its first line, and that the sandbox is the upstream in its second', async () => {
    const lines = linesOf(startMain({}));
    expect((await lines.next()).value).toMatch(
      /GraphiQL and the GraphQL endpoint are at http:\/\/127\.0\.0\.1:\d+\/graphql/,
    );
    expect((await lines.next()).value).toMatch(/GATEWAY_CONFIG is not set, so the gateway uses the embedded sandbox/);
  });

  it('offers the skills and templates of the sandbox', async () => {
    const { value: line = '' } = await linesOf(startMain({})).next();
    const query = '{ accounts { alertSkills alertTemplates { name } } }';
    const headers = { 'content-type': 'application/json' };
    const url = /http:\S+\/graphql/.exec(line)?.[0] ?? '';
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { data } = (await answer.json()) as GraphQLAnswer;
    for (const { alertSkills, alertTemplates } of data.accounts) {
      expect(alertSkills).toContain('service');
      expect(alertTemplates).toContainEqual({ name: 'flightdelay' });
    }
  });

  it('logs what the sandbox said of a failed call, and shows it to the caller', async () => {
    const lines = linesOf(startMain({}));
    const [{ value: first = '' }, { value: second = '' }] = [await lines.next(), await lines.next()];
    const sandbox = /http:\/\/[\d.:]+/.exec(second)?.[0];
    const headers = { 'content-type': 'application/json' };
    const fault = { api: 'handoffs', kind: '401', count: 2 };
    await fetch(`${sandbox}/sandbox/faults`, { method: 'POST', headers, body: JSON.stringify(fault) });
    const query = '{ account(accountId: "12345678") { handoffs { nodes { name } } } }';
    const url = /http:\S+\/graphql/.exec(first)?.[0] ?? '';
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query }) });
    const { errors } = (await answer.json()) as GraphQLAnswer;
    const said = errors?.[0]?.extensions.upstreamMessage;
    expect(said).toEqual(expect.stringMatching(/\w/));
    expect(JSON.parse((await lines.next()).value)).toMatchObject({
      level: 40,
      msg: 'An upstream call failed',
      account: '12345678',
      family: 'handoffs',
      httpStatus: 401,
      upstreamMessage: said,
    });
  });

  it('finishes what runs on SIGTERM and ends with 0', async () => {
    const gateway = startMain({});
    const { value: line = '' } = await linesOf(gateway).next();
    const url = /http:\S+\/graphql/.exec(line)?.[0] ?? '';
    const answer = fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: QUERY });
    const response = await answer;
    gateway.kill('SIGTERM');
    expect(await response.json()).toMatchObject({
      data: { accounts: [{ accountId: '12345678' }, { accountId: '87654321' }] },
    });
    expect(await once(gateway, 'exit')).toEqual([0, null]);
  });

  it('reports every error in a configuration, starts nothing, and ends with 1', async () => {
    const gateway = startMain({ PORT: '70000', LOG_LEVEL: 'loud', GATEWAY_CONFIG: '/no/such/file.json' });
    const errors = await errorsOf(gateway);
    expect(errors).toContain('the file /no/such/file.json cannot be read');
    expect(errors).toContain('PORT: ');
    expect(errors).toContain('LOG_LEVEL: ');
    expect(errors).not.toContain('    at ');
    expect(gateway.exitCode ?? (await once(gateway, 'exit'))[0]).toBe(1);
  });

  it.each<[string, Answer, string]>([
    ['is not there', { status: 404, text: 'planted' }, 'HTTP 404'],
    ['has no keys', { json: { keys: [] } }, 'it has no public key for RS256, ES256'],
  ])('tells by path that the key set of its callers %s, and ends with 1', async (_, answer, reason) => {
    const { url } = await startUpstream(() => answer);
    const callers = { mode: 'jwt', issuer: 'a', audience: 'b', jwks: { url: `${url}/keys?planted` } };
    const gateway = startMain({ GATEWAY_CONFIG: configPath({ accounts: [accountAt(url)], callers }) });
    expect(await errorsOf(gateway)).toBe(
      `The configuration has an error:\n  callers.jwks.url: the key set could not be read (${reason})\n`,
    );
    expect(gateway.exitCode ?? (await once(gateway, 'exit'))[0]).toBe(1);
  });

  it('warns that whoever reaches it may ask, where a configuration says so', async () => {
    const accounts = [accountAt('http://127.0.0.1:9')];
    const lines = linesOf(startMain({ GATEWAY_CONFIG: configPath({ accounts, callers: { mode: 'none' } }) }));
    await lines.next();
    expect(JSON.parse((await lines.next()).value)).toMatchObject({
      level: 40,
      msg: 'callers.mode is none: anyone who can reach the gateway can query it',
    });
  });

  it('tells in one sentence that its port is taken', async () => {
    const { value: line = '' } = await linesOf(startMain({})).next();
    const port = /:(\d+)\/graphql/.exec(line)?.[1] ?? '';
    const second = startMain({ PORT: port });
    const errors = await errorsOf(second);
    expect(errors).toMatch(new RegExp(`Port ${port} .*in use`));
    expect(errors).not.toContain('    at ');
    expect(second.exitCode ?? (await once(second, 'exit'))[0]).toBe(1);
  });
});

const QUERY = JSON.stringify({ query: '{ accounts { accountId } }' });
