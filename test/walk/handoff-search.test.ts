import { describe, expect, it } from 'vitest';
import { startHandoffs } from '../support/handoffs-upstream.ts';

describe('Account.handoff', () => {
  it('is found beyond the first call of a long list', async () => {
    const { upstream, ask } = await startHandoffs({ count: 7 }, { handoffPageLength: 2 });
    expect(await ask('handoff(handoffId: "H4") { handoffId }')).toEqual({ handoff: { handoffId: 'H4' } });
    expect(upstream.requests).toHaveLength(3);
  });

  it('is null when the account has none of it', async () => {
    const { upstream, ask } = await startHandoffs({ count: 4 }, { handoffPageLength: 2 });
    expect(await ask('handoff(handoffId: "H99") { handoffId }')).toEqual({ handoff: null });
    expect(upstream.requests).toHaveLength(3);
  });

  it('is given up when the upstream ignores the offset', async () => {
    const { upstream, ask } = await startHandoffs({ count: 4, ignoresOffset: true }, { handoffPageLength: 2 });
    expect(await ask('handoff(handoffId: "H3") { handoffId }')).toEqual({ handoff: null });
    expect(upstream.requests).toHaveLength(2);
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
    expect(upstream.requests).toHaveLength(2);
  });
});
