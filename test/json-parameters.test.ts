import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from './support/gateway.ts';

const QUERY = 'query=%7B+accounts+%7B+accountId+%7D+%7D';

/** A gateway whose accounts are asked for without an upstream. */
function start() {
  return startTestGateway({ accounts: [accountAt('http://127.0.0.1:9')] });
}

describe('parameters in an address', () => {
  it.each(['variables=%7B', 'extensions=+', 'variables=undefined'])(
    'are refused where %s is no JSON',
    async (parameter) => {
      const gateway = await start();
      const response = await fetch(`${gateway.url}?${QUERY}&${parameter}`);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        errors: [
          {
            message: 'The parameters variables and extensions must be JSON.',
            extensions: { code: 'BAD_USER_INPUT' },
          },
        ],
      });
      expect(gateway.bugs).toEqual([]);
    },
  );

  it('are taken where they are', async () => {
    const gateway = await start();
    const response = await fetch(`${gateway.url}?${QUERY}&variables=%7B%7D`);
    expect(await response.json()).toEqual({ data: { accounts: [{ accountId: '12345678' }] } });
  });
});

describe('parameters in a form', () => {
  it('are refused where they are no JSON', async () => {
    const gateway = await start();
    const body = new URLSearchParams(`${QUERY}&variables=%7B`);
    const response = await fetch(gateway.url, { method: 'POST', body });
    expect(response.status).toBe(400);
    expect(gateway.bugs).toEqual([]);
  });
});
