import { describe, expect, it } from 'vitest';
import { exportQuery, idsIn, startExporting } from '../support/exporting.ts';

describe('an export as JSON lines', () => {
  it('has every item once and in order, between a line that begins it and one that says it is whole', async () => {
    const { ids, lines, gateway } = await startExporting();
    const all = await lines();
    expect(all.at(0)).toEqual({
      export: {
        connection: 'Account.transactions',
        item: 'node',
        arguments: {
          app: 'PROACTIVE_MESSAGING',
          attempted: { start: '2026-03-01T00:00:00.000Z', end: '2026-03-03T00:00:00.000Z', timeZone: 'UTC' },
          order: 'OLDEST_FIRST',
        },
        columns: ['transactionId'],
        startedAt: '2026-03-15T12:00:00.000Z',
        cursor: expect.any(String),
      },
    });
    expect(idsIn(all)).toEqual(ids);
    expect(all.at(-1)).toEqual({
      done: { cursor: expect.any(String), items: ids.length, through: '2026-03-02T23:57:56.571Z' },
    });
    expect(gateway.bugs).toEqual([]);
  });

  it('says after each page how far it is', async () => {
    const { lines } = await startExporting();
    const progress = (await lines()).flatMap((line) => line.progress ?? []);
    expect(progress.map(({ items }) => items)).toEqual([500, 1000, 1400]);
    expect(progress.map(({ through }) => through)).toEqual(progress.map(({ through }) => through).toSorted());
  });

  it('goes on from the cursor of any of its lines as if it had not stopped', async () => {
    const { ids, lines } = await startExporting();
    const all = await lines();
    const cursors = all.flatMap(({ export: begun, progress, done }) => (begun ?? progress ?? done)?.cursor ?? []);
    expect(cursors).toHaveLength(5);
    for (const [index, after] of cursors.entries()) {
      const rest = await lines({ after });
      expect(idsIn(rest)).toEqual(ids.slice([0, 500, 1000, 1400, 1400][index]));
      expect(rest.at(-1)).toHaveProperty('done');
    }
  });

  it('also goes on from a cursor of the connection', async () => {
    const { ids, lines } = await startExporting();
    const all = await lines({ query: exportQuery('edges { cursor node { transactionId } }') });
    const edges = all.flatMap(({ edge }) => edge ?? []);
    expect(edges.map(({ node }) => node.transactionId)).toEqual(ids);
    expect(idsIn(await lines({ after: edges[699].cursor }))).toEqual(ids.slice(700));
  });

  it('of nothing is whole, too', async () => {
    const { lines } = await startExporting({ perDay: 0 });
    const kinds = (await lines()).map((line) => Object.keys(line)[0]);
    expect(kinds).toEqual(['export', 'progress', 'done']);
  });

  it('has the errors of an item beside it, and counts such items', async () => {
    const { ids, lines, gateway } = await startExporting({
      perDay: 3,
      config: { retry: { unavailableMs: [] } },
      other: () => ({ status: 500, json: {} }),
      row: () => ({ handOffId: 'H1' }),
    });
    const all = await lines({ query: exportQuery('nodes { transactionId handoff { name } }') });
    expect(idsIn(all)).toEqual(ids);
    const items = all.filter(({ node }) => node !== undefined);
    for (const { errors } of items) expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(all.at(-1)).toMatchObject({ done: { items: 6, itemsWithErrors: 6 } });
    await expect.poll(() => gateway.lines).toMatchObject([{ outcome: 'partial', items: 6 }]);
  });
});
