import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';
import { askPage, assembled, type PagedField, readPage, readPages } from '../support/pages.ts';
import { startUpstream } from '../support/upstream.ts';

const DURING = 'during: { start: "2026-03-10T00:00:00Z", end: "2026-03-11T00:00:00Z" }';
const START = Date.parse('2026-03-10T00:00:00.000Z');

/** An item of a list: an id, perhaps of others, too, or none; and a label of its own. */
type Item = { readonly id: string | null; readonly label: string };

const LISTS = [
  {
    list: 'Campaign.consumersReport',
    ids: ['a', 'b', 'a#1', '1#a', '0#a'],
    paged: { field: 'consumersReport', name: 'consumerId', within: 'campaign(campaignId: "c1")' } as PagedField,
    answer: (items: readonly Item[]): unknown => ({
      consumersReport: items.map(({ id, label }) => ({ id, consumerId: label, status: 'READ' })),
    }),
  },
  {
    list: 'Account.proactiveAlerts',
    ids: ['a', 'b', 'a#1', null],
    paged: { field: 'proactiveAlerts', name: 'status', args: DURING } as PagedField,
    answer: (items: readonly Item[]): unknown => items.map(({ id, label }) => ({ alertId: id, status: label })),
  },
  {
    list: 'Account.deflections',
    ids: null,
    paged: { field: 'deflections', name: 'callId', args: DURING } as PagedField,
    answer: (items: readonly Item[]): unknown =>
      deflectionsAnswer(
        items.map(({ label }) =>
          deflectionEvent({ callId: label, beginTimeStamp: String(START + Number.parseFloat(label.slice(1)) * 1000) }),
        ),
      ),
  },
];

describe.each(LISTS)('$list', ({ ids, paged, answer }) => {
  const item = ids === null ? fc.constant(null) : fc.constantFrom(...ids);
  const items = fc
    .array(item, { maxLength: 15 })
    .map((all) => all.map((id, index): Item => ({ id, label: `i${index}` })));

  async function startList() {
    const store: { items: readonly Item[] } = { items: [] };
    const upstream = await startUpstream(() => ({ json: answer(store.items) }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    return { store, upstream, gateway };
  }

  it('is the list, once, in order, whatever the pages and the ids, in both directions', async () => {
    const { store, gateway } = await startList();
    const world = {
      items,
      size: fc.integer({ min: 1, max: 6 }),
      direction: fc.constantFrom('forward' as const, 'backward' as const),
    };
    const law = fc.asyncProperty(fc.record(world), async ({ items, size, direction }) => {
      store.items = items;
      const pages = await readPages(gateway, paged, direction, () => size);
      expect(assembled(pages, direction)).toEqual(items.map(({ label }) => label));
      expect(pages).toHaveLength(Math.max(1, Math.ceil(items.length / size)));
    });
    await fc.assert(law, { seed: 8, numRuns: 20 });
  });

  it('obeys the Relay algorithm between any two cursors', async () => {
    const { store, gateway } = await startList();
    const world = {
      items,
      from: fc.nat(16),
      to: fc.nat(16),
      size: fc.integer({ min: 1, max: 6 }),
      forward: fc.boolean(),
    };
    const law = fc.asyncProperty(fc.record(world), async ({ items, from, to, size, forward }) => {
      store.items = items;
      const { cursors } = await readPage(gateway, paged, { first: 1000 });
      const low = from % (items.length + 1);
      const high = low + 1 + (to % (items.length + 1 - low));
      const bounds = { after: cursors[low - 1] ?? null, before: cursors[high - 1] ?? null };
      const edges = items.slice(low, high - 1 < items.length ? high - 1 : undefined).map(({ label }) => label);
      const page = await readPage(gateway, paged, { ...bounds, ...(forward ? { first: size } : { last: size }) });
      expect(page.names).toEqual(forward ? edges.slice(0, size) : edges.slice(-size));
      expect(page.hasNextPage).toBe(forward ? edges.length > size : bounds.before !== null);
      expect(page.hasPreviousPage).toBe(forward ? bounds.after !== null : edges.length > size);
    });
    await fc.assert(law, { seed: 9, numRuns: 20 });
  });

  it('neither skips nor repeats when items are added between pages', async () => {
    const { store, gateway } = await startList();
    const labelled = (...labels: string[]) => labels.map((label) => ({ id: label, label }));
    store.items = labelled('i1', 'i3', 'i5', 'i7');
    const { endCursor } = await readPage(gateway, paged, { first: 2 });
    store.items = labelled('i0', 'i1', 'i2', 'i3', 'i4', 'i5', 'i7');
    expect((await readPage(gateway, paged, { first: 2, after: endCursor })).names).toEqual(['i4', 'i5']);
    expect((await readPage(gateway, paged, { last: 2, before: endCursor })).names).toEqual(['i1', 'i2']);
  });

  it('says so when the item of the cursor is gone', async () => {
    const { store, gateway } = await startList();
    store.items = [{ id: 'i1', label: 'i1' }];
    const { endCursor } = await readPage(gateway, paged, { first: 1 });
    store.items = [];
    const { errors } = await askPage(gateway, paged, { first: 1, after: endCursor });
    expect(errors).toMatchObject([
      {
        message: 'The item that after names is no longer in this list. Start again from the first page.',
        extensions: { code: 'CURSOR_EXPIRED' },
      },
    ]);
  });

  it('has null cursors when it is empty', async () => {
    const { gateway } = await startList();
    expect(await readPage(gateway, paged, {})).toEqual({
      names: [],
      cursors: [],
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  it('costs one call, whatever the page, and fifty items unless told', async () => {
    const { store, upstream, gateway } = await startList();
    store.items = Array.from({ length: 60 }, (_, index) => ({ id: `i${index}`, label: `i${index}` }));
    expect(await readPage(gateway, paged, {})).toMatchObject({ names: { length: 50 }, hasNextPage: true });
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('Campaign.consumersReport', () => {
  it('is filtered by status, and its cursors belong to the filter in any order', async () => {
    const rows = ['READ', 'FAILED', 'READ', 'SENT'].map((status, index) => ({ id: `r${index}`, status }));
    const upstream = await startUpstream(() => ({ json: { consumersReport: rows } }));
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)] });
    const report = { field: 'consumersReport', name: 'reportId', within: 'campaign(campaignId: "c1")' };
    const paged = { ...report, args: 'filter: { statuses: [READ, SENT] }' };
    const page = await readPage(gateway, paged, { first: 2 });
    expect(page.names).toEqual(['r0', 'r2']);
    const same = { ...report, args: 'filter: { statuses: [SENT, READ, SENT] }' };
    expect((await readPage(gateway, same, { first: 2, after: page.endCursor })).names).toEqual(['r3']);
  });
});
