import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { DOCUMENTED_CHANNELS } from '../support/handoff-wire.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { handoffRow } from '../support/wire.ts';

const [SMS, WHATSAPP] = DOCUMENTED_CHANNELS;
const LISTED = [
  handoffRow('H1', { channels: [SMS, WHATSAPP] }),
  handoffRow('H2', { channels: [WHATSAPP] }),
  handoffRow('H3', { channels: [{ type: 'pigeon' }] }),
];
const page = (offset: number) => `GET ${PRMSG}/handoffs/list?v=1&limit=100&offset=${offset}`;
const IDS = 'nodes { handoffId }';
const CHANNELS = ['SMS', 'WHATSAPP', 'APPLE_BUSINESS_CHAT', 'GOOGLE_RCS', 'IN_APP', 'OTHER'];

/** An upstream that lists three handoffs. */
const overListed = () => over(({ path }) => ({ json: path.endsWith('offset=0') ? LISTED : [] }));

describe('Account.handoffs by channel', () => {
  it('lists the handoffs with the channel, with all their channels', async () => {
    const { ask, upstream } = await overListed();
    const { account } = await ask(
      'handoffs(channel: SMS) { nodes { handoffId channels { channel } sms: channels(channel: SMS) { channel } } }',
    );
    expect(account.handoffs.nodes).toEqual([
      { handoffId: 'H1', channels: [{ channel: 'SMS' }, { channel: 'WHATSAPP' }], sms: [{ channel: 'SMS' }] },
    ]);
    expect(upstream.asked()).toEqual([page(0), page(3)]);
  });

  it('is one list for several channels', async () => {
    const { ask, upstream } = await overListed();
    const { account } = await ask(
      `sms: handoffs(channel: SMS) { ${IDS} }
       wa: handoffs(channel: WHATSAPP) { ${IDS} }
       rcs: handoffs(channel: GOOGLE_RCS) { ${IDS} }
       other: handoffs(channel: OTHER) { ${IDS} }`,
    );
    expect(account).toEqual({
      sms: { nodes: [{ handoffId: 'H1' }] },
      wa: { nodes: [{ handoffId: 'H1' }, { handoffId: 'H2' }] },
      rcs: { nodes: [] },
      other: { nodes: [{ handoffId: 'H3' }] },
    });
    expect(upstream.asked()).toEqual([page(0), page(3)]);
  });

  it.each([
    ['bare channels', true],
    ['handoffs with only the matching channels', false],
  ])(
    'is the same object under its id by every way to it, where the upstream lists by channel %s',
    async (_, bareHandoffChannels) => {
      const { gateway } = await startSandboxed({ quirks: { bareHandoffChannels } });
      const fields = 'nodes { id handoffId name channels { channel messageComponents { componentType } } }';
      const lists = CHANNELS.map((channel) => `${channel}: handoffs(channel: ${channel}) { ${fields} }`).join(' ');
      const { data, errors } = await gateway.query(
        `{ account(accountId: "12345678") { all: handoffs(first: 1000) { ${fields} } ${lists} } }`,
      );
      expect(errors).toBeUndefined();
      const { all, ...byChannel } = data.account;
      const byId = new Map(all.nodes.map((node: { id: string }) => [node.id, node]));
      const listed = Object.values(byChannel as Record<string, typeof all>).flatMap(({ nodes }) => nodes);
      expect(listed.length).toBeGreaterThan(all.nodes.length);
      expect(listed).toEqual(listed.map(({ id }) => byId.get(id)));
    },
  );

  it('names a bare channel of the whole list by its place there, whatever the channel asked for', async () => {
    const { ask } = await over(({ path }) => ({ json: path.endsWith('offset=0') ? [SMS, WHATSAPP, SMS] : [] }));
    const { account } = await ask(`all: handoffs { ${IDS} } wa: handoffs(channel: WHATSAPP) { ${IDS} }`);
    expect(account).toEqual({
      all: { nodes: [{ handoffId: '@0' }, { handoffId: '@1' }, { handoffId: '@2' }] },
      wa: { nodes: [{ handoffId: '@1' }] },
    });
  });
});

describe('Account.handoff', () => {
  it('is found in the list, for several of them in one', async () => {
    const { ask, upstream } = await overListed();
    const { account } = await ask(
      'two: handoff(handoffId: "H2") { name } three: handoff(handoffId: "H3") { name } none: handoff(handoffId: "H4") { name }',
    );
    expect(account).toEqual({ two: { name: 'Handoff H2' }, three: { name: 'Handoff H3' }, none: null });
    expect(upstream.asked()).toEqual([page(0), page(3)]);
  });

  it('refuses an empty id without a call', async () => {
    const { ask, upstream } = await overListed();
    const { account, codes } = await ask('handoff(handoffId: " ") { name }');
    expect(account.handoff).toBeNull();
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(upstream.requests).toEqual([]);
  });
});
