import { describe, expect, it, onTestFinished } from 'vitest';
import { mockGateway } from './mock-gateway.ts';

const URL = 'https://gateway.example.com/graphql';

/** The answer of a mocked gateway that has one account. */
async function ask(query: string) {
  const server = mockGateway(URL, { account: { id: 'a', analytics: { totals: { sent: 7, read: 'many' } } } });
  server.listen({ onUnhandledFrame: 'error' });
  onTestFinished(() => server.close());
  const response = await fetch(URL, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const analytics = (field: string) =>
  `{ account(accountId: "1") { analytics(attempted: { last: { days: 7 } }) { totals { ${field} } } } }`;

describe('mockGateway', () => {
  it('answers what is asked for', async () => {
    expect(await ask(analytics('sent'))).toEqual({ data: { account: { analytics: { totals: { sent: 7 } } } } });
  });

  it('refuses a document that the gateway would refuse', async () => {
    expect(await ask(analytics('received'))).toMatchObject({
      errors: [{ message: expect.stringContaining('Cannot query field "received"') }],
    });
  });

  it('refuses to make up what the gateway could not answer', async () => {
    expect(await ask(analytics('read'))).toMatchObject({
      errors: [{ message: 'Int cannot represent non-integer value: "many"' }],
    });
  });
});
