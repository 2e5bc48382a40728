import { expect } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from './gateway.ts';
import { startUpstream } from './upstream.ts';
import { handoffRow, transactionRow, transactionsAnswer } from './wire.ts';

/** What the upstream holds, and how it behaves. May be changed between requests. */
export type HandoffsStore = {
  /** Those with an odd number are for WhatsApp, the others for text messages. */
  count: number;
  ignoresOffset?: boolean;
  listsBareChannels?: boolean;
};

const rowOf = (index: number) =>
  handoffRow(`H${index}`, { channels: [{ type: index % 2 === 1 ? 'wa' : 'sms-twilio' }] });

/** Starts an upstream that lists handoffs `H0`, `H1`, … from `store`, by all and by channel, and a gateway before it. */
export async function startHandoffs(store: HandoffsStore, limits: Record<string, number> = {}) {
  const upstream = await startUpstream(({ path }) => {
    const url = new URL(path, 'http://upstream');
    if (url.pathname.includes('/transactions/')) {
      return {
        json: transactionsAnswer(
          ['H1', 'H99', null].map((handOffId, index) => transactionRow({ transactionId: `t${index}`, handOffId })),
        ),
      };
    }
    const rows = Array.from({ length: store.count }, (_, index) => rowOf(index));
    const channel = /\/channel\/(.*)$/.exec(url.pathname)?.[1];
    const listed =
      channel === undefined ? rows : rows.filter((_row, index) => (index % 2 === 1 ? 'wa' : 'sms-twilio') === channel);
    const offset = store.ignoresOffset ? 0 : Number(url.searchParams.get('offset'));
    const slice = listed.slice(offset, offset + Number(url.searchParams.get('limit')));
    return { json: channel !== undefined && store.listsBareChannels ? slice.map(() => ({ type: channel })) : slice };
  });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], limits });
  const ask = async (fields: string) => {
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data.account;
  };
  return { upstream, gateway, ask };
}
