import { RequestCache } from '@pothos/plugin-scope-auth';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from '../../support/gateway.ts';
import { startUpstream } from '../../support/upstream.ts';

it('has scope-auth forget each request that it has seen, run for the first time, again, and with errors', async () => {
  const seen = vi.spyOn(RequestCache, 'fromContext');
  const forgotten = vi.spyOn(RequestCache, 'clearForContext');
  onTestFinished(() => void vi.restoreAllMocks());
  const upstream = await startUpstream((_, index) => (index < 2 ? { json: [] } : { status: 500, json: {} }));
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
  for (const _ of [1, 2, 3]) {
    await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { handoffs { nodes { name } } } }`);
  }
  const contexts = new Set(seen.mock.calls.map(([context]) => context));
  expect(contexts.size).toBe(3);
  expect(new Set(forgotten.mock.calls.map(([context]) => context))).toEqual(contexts);
});
