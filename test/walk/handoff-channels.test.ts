import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';
import { assembled, readPages } from '../support/pages.ts';
import { startSandboxed } from '../support/sandbox.ts';
import { handoffRow } from '../support/wire.ts';

const path = (name: string, offset: number) =>
  `GET ${PRMSG}/handoffs/list/channel/${name}?v=1&limit=100&offset=${offset}`;

describe('Account.handoffChannels', () => {
  it.each([
    ['SMS', 'sms-twilio'],
    ['WHATSAPP', 'wa'],
    ['APPLE_BUSINESS_CHAT', 'apple-twilio'],
    ['GOOGLE_RCS', 'googlercs'],
    ['IN_APP', 'inapp'],
  ])('asks for %s as %s, to an empty page', async (channel, name) => {
    const { ask, upstream } = await over((_request, index) => ({ json: index === 0 ? [{ type: name }] : [] }));
    const { account } = await ask(`handoffChannels(channel: ${channel}) { nodes { channel channelCode } }`);
    expect(account.handoffChannels.nodes).toEqual([{ channel, channelCode: name }]);
    expect(upstream.asked()).toEqual([path(name, 0), path(name, 1)]);
  });

  it('refuses OTHER without a call', async () => {
    const { ask, upstream } = await over({ json: [] });
    const { account, codes } = await ask('handoffChannels(channel: OTHER) { nodes { language } }');
    expect([account.handoffChannels, codes, upstream.requests]).toEqual([null, ['BAD_USER_INPUT'], []]);
  });

  it('shows the channels of the kind where the upstream answers with handoffs', async () => {
    const channels = [{ type: 'wa', language: 'en' }, { type: 'sms-twilio' }, { type: 'wa', language: 'de' }];
    const { ask } = await over((_request, index) => ({ json: index === 0 ? [handoffRow('H1', { channels })] : [] }));
    const { account } = await ask('handoffChannels(channel: WHATSAPP) { nodes { language } }');
    expect(account.handoffChannels.nodes).toEqual([{ language: 'en' }, { language: 'de' }]);
  });

  it('is null, with the code, when the upstream refuses', async () => {
    const { ask } = await over({ status: 400, json: {} });
    const { account, codes } = await ask('handoffChannels(channel: SMS) { nodes { language } }');
    expect([account.handoffChannels, codes]).toEqual([null, ['UPSTREAM_REJECTED']]);
  });

  it.each([
    [true, 3],
    [true, 5],
    [true, 30],
    [false, 5],
  ])(
    'is the channels of all handoffs, whatever the pages and the upstream’s cap, where they come bare: %s, %i at once',
    async (bareHandoffChannels, handoffCap) => {
      const { sandbox, gateway } = await startSandboxed({ handoffCap, quirks: { bareHandoffChannels } });
      const accountId = sandbox.accounts[1]?.accountId ?? '';
      const { data } = await gateway.query(
        `{ account(accountId: "${accountId}") { handoffs(first: 1000) { nodes { channels(channel: WHATSAPP) { outboundNumber } } } } }`,
      );
      type Channels = { readonly channels: readonly { readonly outboundNumber: string }[] };
      const expected = data.account.handoffs.nodes.flatMap(({ channels }: Channels) =>
        channels.map(({ outboundNumber }) => outboundNumber),
      );
      const paged = { field: 'handoffChannels', args: 'channel: WHATSAPP,', name: 'outboundNumber', accountId };
      for (const direction of ['forward', 'backward'] as const) {
        expect(assembled(await readPages(gateway, paged, direction, () => 9), direction)).toEqual(expected);
      }
      expect(expected.length).toBeGreaterThan(15);
    },
  );
});
