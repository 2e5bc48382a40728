import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startHandoffs } from '../support/handoffs-upstream.ts';
import { assembled, readPage, readPages } from '../support/pages.ts';

const LIST = `GET /api/account/${ACCOUNT_ID}/app/prmsg/handoffs/list`;
const PAGED = { field: 'handoffs', name: 'handoffId' };
const SMS = { ...PAGED, args: 'channel: SMS' };

describe('Account.handoffs', () => {
  it.each([
    ['all', PAGED],
    ['those of one channel', SMS],
  ])('is the list, once, in order, whatever the pages, in both directions: %s', async (_which, paged) => {
    const store = { count: 0, listsBareChannels: false };
    const { gateway } = await startHandoffs(store, { handoffPageLength: 3 });
    const world = {
      count: fc.nat(14),
      bare: fc.boolean(),
      size: fc.integer({ min: 1, max: 6 }),
      direction: fc.constantFrom('forward' as const, 'backward' as const),
    };
    const law = fc.asyncProperty(fc.record(world), async ({ count, bare, size, direction }) => {
      Object.assign(store, { count, listsBareChannels: bare });
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
    await fc.assert(law, { seed: 11, numRuns: 15 });
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

  it('asks for one more than wanted, at the offset after the cursor', async () => {
    const { upstream, gateway } = await startHandoffs({ count: 5 });
    const { endCursor } = await readPage(gateway, PAGED, { first: 2 });
    await readPage(gateway, PAGED, { first: 3, after: endCursor });
    expect(upstream.asked()).toEqual([`${LIST}?v=1&limit=3&offset=0`, `${LIST}?v=1&limit=4&offset=2`]);
  });

  it('asks for one channel by its own list', async () => {
    const { upstream, ask } = await startHandoffs({ count: 5 });
    const { handoffs } = await ask('handoffs(channel: WHATSAPP, first: 1) { nodes { handoffId } }');
    expect(handoffs.nodes).toEqual([{ handoffId: 'H1' }]);
    expect(upstream.asked()).toEqual([`${LIST}/channel/wa?v=1&limit=2&offset=0`]);
  });

  it('asks for two channels in one request by one list', async () => {
    const { upstream, ask } = await startHandoffs({ count: 5 });
    const { sms, wa } = await ask(
      'sms: handoffs(channel: SMS) { nodes { handoffId } } wa: handoffs(channel: WHATSAPP) { nodes { handoffId } }',
    );
    expect(sms.nodes).toHaveLength(3);
    expect(wa.nodes).toHaveLength(2);
    expect(upstream.asked()).toEqual([`${LIST}?v=1&limit=100&offset=0`]);
  });

  it('asks no second time by channel once the upstream listed channels without their handoffs', async () => {
    const { upstream, ask } = await startHandoffs({ count: 5, listsBareChannels: true });
    for (const _ of [1, 2]) {
      expect((await ask('handoffs(channel: SMS) { nodes { handoffId } }')).handoffs.nodes).toHaveLength(3);
    }
    const whole = `${LIST}?v=1&limit=100&offset=0`;
    expect(upstream.asked()).toEqual([`${LIST}/channel/sms-twilio?v=1&limit=51&offset=0`, whole, whole]);
  });

  it('reads the whole list to find its end for last without before', async () => {
    const { upstream, gateway } = await startHandoffs({ count: 5 }, { handoffPageLength: 2 });
    expect(await readPage(gateway, PAGED, { last: 2 })).toMatchObject({
      names: ['H3', 'H4'],
      hasNextPage: false,
      hasPreviousPage: true,
    });
    expect(upstream.asked()).toEqual([
      ...[0, 2, 4].map((offset) => `${LIST}?v=1&limit=2&offset=${offset}`),
      `${LIST}?v=1&limit=3&offset=3`,
    ]);
  });
});
