import { describe, expect, inject, it } from 'vitest';

describe('the gateway of these tests', () => {
  it('answers for an account of the sandbox', async () => {
    const response = await fetch(inject('gatewayUrl'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ accounts { accountId } }' }),
    });
    expect(await response.json()).toEqual({
      data: { accounts: [{ accountId: '12345678' }] },
    });
  });
});
