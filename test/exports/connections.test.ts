import { describe, expect, it } from 'vitest';
import { exportQuery, type Line, linesOf, startExporting } from '../support/exporting.ts';
import { startHandoffs } from '../support/handoffs-upstream.ts';

const itemsIn = (lines: readonly Line[]) => lines.flatMap(({ node, edge }) => node ?? edge ?? []);

describe('an export of another connection', () => {
  it('has all handoffs, with what is inside them', async () => {
    const { gateway } = await startHandoffs({ count: 620 });
    const query = '{ account(accountId: "12345678") { handoffs { nodes { handoffId channels { language } } } } }';
    const headers = { 'content-type': 'application/json' };
    const post = (accept: string) =>
      fetch(`${gateway.url}/export`, {
        method: 'POST',
        headers: { ...headers, accept },
        body: JSON.stringify({ query }),
      });
    const lines = linesOf(await (await post('application/x-ndjson')).text());
    expect(itemsIn(lines)).toEqual(
      Array.from({ length: 620 }, (_, index) => ({ handoffId: `H${index}`, channels: [{ language: `l${index}` }] })),
    );
    expect(lines.at(-1)).toEqual({ done: { cursor: expect.any(String), items: 620 } });
    const csv = await (await post('text/csv')).text();
    expect(csv.split('\r\n').slice(0, 2)).toEqual(['handoffId,channels,__errors', 'H0,"[{""language"":""l0""}]",']);
  });

  it('keeps a field with the name of the column of errors', async () => {
    const { post, ids } = await startExporting({ days: 1, perDay: 1 });
    const query = exportQuery('nodes { __errors: transactionId }', 1);
    const csv = await (await post({ query }, { headers: { accept: 'text/csv' } })).text();
    expect(csv).toBe(`__errors,__errors\r\n${ids[0]},\r\n`);
  });

  it('has all campaigns, with the fields of their edges', async () => {
    const { lines } = await startExporting({ row: (index) => ({ proactiveCampaignId: `c${index % 3}` }) });
    const query = exportQuery('edges { transactionCount node { campaignId } }').replace('transactions(', 'campaigns(');
    const edges = itemsIn(await lines({ query }));
    expect(edges.map(({ node }) => node.campaignId)).toEqual(['c0', 'c1', 'c2']);
    expect(edges.reduce((sum, { transactionCount }) => sum + transactionCount, 0)).toBe(1400);
  });
});
