import { describe, expect, it } from 'vitest';
import { over } from '../support/ask.ts';
import { startHandoffs } from '../support/handoffs-upstream.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { handoffRow } from '../support/wire.ts';

describe('Account.handoff', () => {
  it.each([
    ['the first call', 'H1', [0]],
    ['a later call', 'H4', [0, 2, 4]],
    ['the last call', 'H6', [0, 2, 4, 6]],
  ])('is found in %s of a list that the upstream cuts, and no further', async (_, handoffId, offsets) => {
    const { upstream, ask } = await startHandoffs({ count: 7, cap: 2 });
    expect(await ask(`handoff(handoffId: "${handoffId}") { handoffId }`)).toEqual({ handoff: { handoffId } });
    expect(upstream.asked()).toEqual(offsets.map((offset) => expect.stringMatching(`offset=${offset}$`)));
  });

  it('is null when the account has none of it: an empty page is the end', async () => {
    const { upstream, ask } = await startHandoffs({ count: 5, cap: 2 });
    expect(await ask('handoff(handoffId: "H99") { handoffId }')).toEqual({ handoff: null });
    expect(upstream.asked()).toEqual([0, 2, 4, 5].map((offset) => expect.stringMatching(`offset=${offset}$`)));
  });

  it.each([
    ['handoffs', false],
    ['bare channels', true],
  ])('is given up when the upstream ignores the offset of %s', async (_, listsBareChannels) => {
    const { upstream, ask } = await startHandoffs({ count: 4, ignoresOffset: true, listsBareChannels, cap: 2 });
    expect(await ask('handoff(handoffId: "H3") { handoffId }')).toEqual({ handoff: null });
    expect(upstream.requests).toHaveLength(2);
  });

  it('fails when a later page fails', async () => {
    const { ask } = await over(({ path }) =>
      path.endsWith('offset=0') ? { json: [handoffRow('H0')] } : { status: 400, json: {} },
    );
    const { account, codes } = await ask('handoff(handoffId: "H9") { handoffId } handoffs { nodes { handoffId } }');
    expect(account).toEqual({ handoff: null, handoffs: null });
    expect(codes).toEqual(['UPSTREAM_REJECTED', 'UPSTREAM_REJECTED']);
  });
});

describe('The handoffs of an account with many, of which the upstream gives 30 at once', () => {
  it('are all listed, found by their ids, and joined to their transactions', async () => {
    const { sandbox, gateway } = await startSandboxed({ handoffCap: 30, transactionsPerDay: 200 });
    const many = sandbox.accounts[1]?.accountId;
    const { data, errors } = await gateway.query(`{ account(accountId: "${many}") {
      handoffs(first: 1000) { nodes { id name } pageInfo { hasNextPage } }
      transactions(attempted: { start: "2026-03-01T00:00:00Z", end: "2026-03-13T00:00:00Z" }, first: 1000) {
        nodes { handoffId handoff { handoffId name } }
      }
    } }`);
    expect(errors).toBeUndefined();
    const { handoffs, transactions } = data.account;
    expect([handoffs.nodes.length, handoffs.pageInfo.hasNextPage]).toEqual([75, false]);
    type Joined = { readonly handoffId: string; readonly handoff: { readonly handoffId: string } | null };
    expect(transactions.nodes.map(({ handoff }: Joined) => handoff?.handoffId)).toEqual(
      transactions.nodes.map(({ handoffId }: Joined) => handoffId),
    );
    const rounds = new Set(
      transactions.nodes.map(({ handoff }: { handoff: { name: string } }) => /\d*$/.exec(handoff.name)?.[0]),
    );
    expect(rounds.size).toBeGreaterThan(3);

    const ids = handoffs.nodes.map(({ id }: { id: string }) => id);
    const nodes = await gateway.query('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Handoff { name } } }', { ids });
    expect(nodes.data.nodes).toEqual(handoffs.nodes.map(({ name }: { name: string }) => ({ name })));
  });
});

describe('Transaction.handoff', () => {
  it('is null for an id that the account lists no more, and for none', async () => {
    const { upstream, ask } = await startHandoffs({ count: 4 });
    const range = 'attempted: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';
    const { transactions } = await ask(`transactions(${range}) { nodes { handoffId handoff { name } } }`);
    expect(transactions.nodes).toEqual([
      { handoffId: 'H1', handoff: { name: 'Handoff H1' } },
      { handoffId: 'H99', handoff: null },
      { handoffId: null, handoff: null },
    ]);
    // The transactions, the handoffs, and the end of their list, where H99 might have been.
    expect(upstream.requests).toHaveLength(3);
  });
});
