import { describe, expect, it } from 'vitest';
import { counted, HANDOFFS, startCached } from '../support/freshness.ts';
import type { SeenRequest } from '../support/upstream.ts';
import { handoffRow } from '../support/wire.ts';

const SEND = `mutation { sendProactiveAlert(input: { accountId: "12345678", skill: "service",
  recipient: { countryCode: "1", phoneNumber: "2025550123" }, template: { name: "t", language: "english" } }) { __typename } }`;

const handoffs = ({ path }: SeenRequest) => (path.includes('/handoffs/') ? { json: [handoffRow('H1')] } : undefined);

describe('the Cache-Control of an answer', () => {
  const both = (request: SeenRequest, index: number) => handoffs(request) ?? counted(request, index);

  it('is as long as the least fresh thing in it', async () => {
    const { ask } = await startCached(both, { handoffsMs: 600_500, campaignsMs: 100_500 });
    expect((await ask(HANDOFFS)).cacheControl).toBe('private, max-age=600');
    const all = `{ account(accountId: "12345678") { handoffs(first: 1) { nodes { name } }
      campaign(campaignId: "c1") { analytics { fetchedAt } } } }`;
    expect((await ask(all)).cacheControl).toBe('private, max-age=100');
  });

  it.each([
    ['an answer with errors', '{ account(accountId: "12345678") { handoffs(first: 0) { nodes { handoffId } } } }'],
    ['what asks no upstream', '{ account(accountId: "12345678") { accountId } }'],
    ['what is no GraphQL', '{'],
    ['a mutation', SEND],
  ])('is no-store for %s', async (_, query) => {
    const { ask } = await startCached(() => ({ json: { success: true } }));
    expect((await ask(query)).cacheControl).toBe('no-store');
  });
});
