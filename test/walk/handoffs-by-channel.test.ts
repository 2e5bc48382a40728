import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { DOCUMENTED_CHANNELS } from '../support/handoff-wire.ts';
import { handoffRow } from '../support/wire.ts';

const [SMS, WHATSAPP] = DOCUMENTED_CHANNELS;
const LISTED = [
  handoffRow('H1', { channels: [SMS, WHATSAPP] }),
  handoffRow('H2', { channels: [WHATSAPP] }),
  handoffRow('H3', { channels: [{ type: 'pigeon' }] }),
];
const LIST = `GET ${PRMSG}/handoffs/list?v=1&limit=100&offset=0`;
const IDS = 'nodes { handoffId }';

describe('Account.handoffs by channel', () => {
  it('is one call where the upstream answers with handoffs', async () => {
    const { ask, upstream } = await over({ json: [LISTED[0]] });
    const { account } = await ask('handoffs(channel: SMS) { nodes { handoffId channels(channel: SMS) { channel } } }');
    expect(account.handoffs.nodes).toEqual([{ handoffId: 'H1', channels: [{ channel: 'SMS' }] }]);
    expect(upstream.asked()).toEqual([`GET ${PRMSG}/handoffs/list/channel/sms-twilio?v=1&limit=51&offset=0`]);
  });

  it('reads the list where the upstream answers with bare channels, and remembers it', async () => {
    const { ask, upstream } = await over(({ path }) => ({ json: path.includes('/channel/') ? [SMS, SMS] : LISTED }));
    const first = await ask(`handoffs(channel: SMS) { ${IDS} }`);
    const second = await ask(`handoffs(channel: WHATSAPP) { ${IDS} }`);
    expect(first.account.handoffs.nodes).toEqual([{ handoffId: 'H1' }]);
    expect(second.account.handoffs.nodes).toEqual([{ handoffId: 'H1' }, { handoffId: 'H2' }]);
    expect(upstream.asked()).toEqual([
      `GET ${PRMSG}/handoffs/list/channel/sms-twilio?v=1&limit=51&offset=0`,
      LIST,
      LIST,
    ]);
  });

  it('is one list for several channels', async () => {
    const { ask, upstream } = await over({ json: LISTED });
    const { account } = await ask(
      `sms: handoffs(channel: SMS) { ${IDS} }
       wa: handoffs(channel: WHATSAPP) { ${IDS} }
       rcs: handoffs(channel: GOOGLE_RCS) { ${IDS} }`,
    );
    expect(account).toEqual({
      sms: { nodes: [{ handoffId: 'H1' }] },
      wa: { nodes: [{ handoffId: 'H1' }, { handoffId: 'H2' }] },
      rcs: { nodes: [] },
    });
    expect(upstream.asked()).toEqual([LIST]);
  });

  it('finds OTHER in the list, because the upstream lists it under no name', async () => {
    const { ask, upstream } = await over({ json: LISTED });
    const { account } = await ask(`handoffs(channel: OTHER) { ${IDS} }`);
    expect(account.handoffs.nodes).toEqual([{ handoffId: 'H3' }]);
    expect(upstream.asked()).toEqual([LIST]);
  });

  it.each([
    ['SMS', 'sms-twilio'],
    ['WHATSAPP', 'wa'],
    ['APPLE_BUSINESS_CHAT', 'apple-twilio'],
    ['GOOGLE_RCS', 'googlercs'],
    ['IN_APP', 'inapp'],
  ])('asks for %s as %s', async (channel, name) => {
    const { ask, upstream } = await over({ json: [] });
    await ask(`handoffs(channel: ${channel}, first: 10) { ${IDS} }`);
    expect(upstream.asked()).toEqual([`GET ${PRMSG}/handoffs/list/channel/${name}?v=1&limit=11&offset=0`]);
  });
});

describe('Account.handoff', () => {
  it('is found in the list, for several of them in one', async () => {
    const { ask, upstream } = await over({ json: LISTED });
    const { account } = await ask(
      'two: handoff(handoffId: "H2") { name } three: handoff(handoffId: "H3") { name } none: handoff(handoffId: "H4") { name }',
    );
    expect(account).toEqual({ two: { name: 'Handoff H2' }, three: { name: 'Handoff H3' }, none: null });
    expect(upstream.asked()).toEqual([LIST]);
  });

  it('refuses an empty id without a call', async () => {
    const { ask, upstream } = await over({ json: LISTED });
    const { account, codes } = await ask('handoff(handoffId: " ") { name }');
    expect(account.handoff).toBeNull();
    expect(codes).toEqual(['BAD_USER_INPUT']);
    expect(upstream.requests).toEqual([]);
  });
});
