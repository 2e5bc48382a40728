import { describe, expect, it } from 'vitest';
import { useSandbox } from './support.ts';

describe('Domain API', () => {
  const { sandbox, ask } = useSandbox();
  const get = (path: string) => ask(`/api/account/${path}baseURI.json?version=1.0`, { auth: 'none' });

  it('lists the services of an account as hosts without a scheme', async () => {
    const { status, body } = await get('12345678/service/');
    expect(status).toBe(200);
    expect(body.baseURIs).toContainEqual({
      service: 'asyncMessagingEnt',
      account: '12345678',
      baseURI: 'va.msg.liveperson.net',
    });
    expect(body.baseURIs.every(({ baseURI }: { baseURI: string }) => !baseURI.includes('/'))).toBe(true);
  });

  it('names the sandbox itself as sentinel', async () => {
    const host = sandbox().url.replace('http://', '');
    expect((await get('87654321/service/sentinel/')).body).toEqual({
      service: 'sentinel',
      account: '87654321',
      baseURI: host,
    });
  });

  it('has no base URI of an unknown account or service', async () => {
    for (const path of ['1/service/', '1/service/sentinel/', '12345678/service/Sentinel/']) {
      const { status, body } = await get(path);
      expect([status, body]).toEqual([200, { baseURIs: [] }]);
    }
  });
});
