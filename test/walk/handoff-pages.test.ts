import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startCached } from '../support/freshness.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startHandoffs } from '../support/handoffs-upstream.ts';
import { askPage, assembled, readPage, readPages } from '../support/pages.ts';
import { handoffRow } from '../support/wire.ts';

const LIST = `GET /api/account/${ACCOUNT_ID}/app/prmsg/handoffs/list`;
const PAGED = { field: 'handoffs', name: 'handoffId' };
const SMS = { ...PAGED, args: 'channel: SMS' };

describe('Account.handoffs', () => {
  it.each([
    ['all', PAGED],
    ['those of one channel', SMS],
  ])(
    'is the list, once, in order, whatever the pages and the upstream’s cap, in both directions: %s',
    async (_which, paged) => {
      const store = { count: 0, cap: 1 };
      const { gateway } = await startHandoffs(store, { handoffPageLength: 3 });
      const world = {
        count: fc.nat(14),
        cap: fc.integer({ min: 1, max: 5 }),
        size: fc.integer({ min: 1, max: 6 }),
        direction: fc.constantFrom('forward' as const, 'backward' as const),
      };
      const law = fc.asyncProperty(fc.record(world), async ({ count, cap, size, direction }) => {
        Object.assign(store, { count, cap });
        const indexes = Array.from({ length: count }, (_, index) => index).filter(
          (index) => paged === PAGED || index % 2 === 0,
        );
        const pages = await readPages(gateway, paged, direction, () => size);
        expect(assembled(pages, direction)).toEqual(indexes.map((index) => `H${index}`));
        expect(pages).toHaveLength(Math.max(1, Math.ceil(indexes.length / size)));
        for (const [index, page] of pages.entries()) {
          expect(direction === 'forward' ? page.hasPreviousPage : page.hasNextPage).toBe(index > 0);
        }
      });
      await fc.assert(law, { seed: 11, numRuns: 20 });
    },
  );

  it('goes on after the same handoff when others were added or removed before it', async () => {
    const store = { count: 6, from: 2 };
    const { gateway } = await startHandoffs(store);
    const first = await readPage(gateway, PAGED, { first: 2 });
    expect(first.names).toEqual(['H2', 'H3']);
    store.from = 0;
    expect(await readPage(gateway, PAGED, { first: 2, after: first.endCursor })).toMatchObject({ names: ['H4', 'H5'] });
    store.from = 3;
    expect(await readPage(gateway, PAGED, { first: 2, after: first.endCursor })).toMatchObject({ names: ['H4', 'H5'] });
    store.from = 4;
    const { errors } = await askPage(gateway, PAGED, { first: 2, after: first.endCursor });
    expect(errors?.[0]?.extensions.code).toBe('CURSOR_EXPIRED');
  });

  it('obeys the Relay algorithm between two cursors', async () => {
    const { gateway } = await startHandoffs({ count: 8 });
    const { cursors } = await readPage(gateway, PAGED, {});
    const between = { after: cursors[1] ?? null, before: cursors[5] ?? null };
    expect(await readPage(gateway, PAGED, { first: 2, ...between })).toMatchObject({
      names: ['H2', 'H3'],
      hasNextPage: true,
      hasPreviousPage: true,
    });
    expect(await readPage(gateway, PAGED, { first: 3, ...between })).toMatchObject({
      names: ['H2', 'H3', 'H4'],
      hasNextPage: false,
    });
    expect(await readPage(gateway, PAGED, { last: 2, ...between })).toMatchObject({
      names: ['H3', 'H4'],
      hasNextPage: true,
      hasPreviousPage: true,
    });
    expect(await readPage(gateway, PAGED, { last: 3, ...between })).toMatchObject({
      names: ['H2', 'H3', 'H4'],
      hasPreviousPage: false,
    });
  });

  it('has no page twice where the upstream ignores the offset', async () => {
    const { gateway } = await startHandoffs({ count: 5, ignoresOffset: true });
    const pages = await readPages(gateway, PAGED, 'forward', () => 2);
    expect(assembled(pages, 'forward')).toEqual(['H0', 'H1', 'H2', 'H3', 'H4']);
  });
});

const pagesAsked = (limit: number, ...offsets: number[]) =>
  offsets.map((offset) => `${LIST}?v=1&limit=${limit}&offset=${offset}`);

describe('The price of Account.handoffs', () => {
  it.each([
    ['one call where the first page shows more than is wanted', '(first: 4)', [0]],
    ['one more where the end of the list has to be seen', '(first: 5)', [0, 5]],
    ['the same for any page length beyond the list', '(first: 1000)', [0, 5]],
    ['the same for the last', '(last: 1)', [0, 5]],
    ['the same by channel', '(channel: WHATSAPP, first: 2)', [0, 5]],
    ['one call by channel, where enough are seen', '(channel: WHATSAPP, first: 1)', [0]],
  ])('is %s', async (_, args, offsets) => {
    const { upstream, ask } = await startHandoffs({ count: 5 });
    await ask(`handoffs${args} { nodes { handoffId } pageInfo { hasNextPage hasPreviousPage } }`);
    expect(upstream.asked()).toEqual(pagesAsked(100, ...offsets));
  });

  it('is a call for as many as the upstream gives at once, and goes on where it stopped', async () => {
    const { upstream, ask } = await startHandoffs({ count: 70, cap: 30 });
    expect((await ask('handoffs(first: 1000) { nodes { handoffId } }')).handoffs.nodes).toHaveLength(70);
    expect(upstream.asked()).toEqual(pagesAsked(100, 0, 30, 60, 70));
  });

  it('is nothing while the answers are kept, the empty page among them', async () => {
    const { ask, upstream } = await startCached(({ path }) => ({
      json: path.endsWith('offset=0') ? [handoffRow('H1')] : [],
    }));
    const names = `{ account(accountId: "${ACCOUNT_ID}") { handoffs { nodes { handoffId } } } }`;
    for (const _ of [1, 2]) {
      expect((await ask(names)).data.account.handoffs.nodes).toEqual([{ handoffId: 'H1' }]);
    }
    expect(upstream.asked()).toEqual(pagesAsked(100, 0, 1));
  });

  it('is one list for all lists, channels and handoffs of a request', async () => {
    const { upstream, ask } = await startHandoffs({ count: 5 });
    const { sms, wa, none } = await ask(`
      sms: handoffs(channel: SMS) { nodes { handoffId } } wa: handoffs(channel: WHATSAPP) { nodes { handoffId } }
      all: handoffs(last: 1) { nodes { handoffId } } none: handoff(handoffId: "H99") { handoffId }`);
    expect([sms.nodes.length, wa.nodes.length, none]).toEqual([3, 2, null]);
    expect(upstream.asked()).toEqual(pagesAsked(100, 0, 5));
  });
});
