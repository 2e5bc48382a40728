import { expect } from 'vitest';
import { ACCOUNT_ID, accountAt, startTestGateway } from './gateway.ts';
import { startUpstream } from './upstream.ts';
import { handoffRow, transactionRow, transactionsAnswer } from './wire.ts';

/** What the upstream holds, and how it behaves. May be changed between requests. */
export type HandoffsStore = {
  /** Those with an odd number are for WhatsApp, the others for text messages. */
  count: number;
  /** The number of the first; those before it are gone. 0 unless told otherwise. */
  from?: number;
  ignoresOffset?: boolean;
  /** The most that it gives at once, whatever `limit` asks for. */
  cap?: number;
  /** It lists channels without their handoffs. */
  listsBareChannels?: boolean;
};

const rowOf = (index: number) =>
  handoffRow(`H${index}`, { channels: [{ type: index % 2 === 1 ? 'wa' : 'sms-twilio', language: `l${index}` }] });

/** Starts an upstream that lists handoffs `H0`, `H1`, … from `store`, and a gateway before it. */
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
    const rows = Array.from({ length: store.count }, (_, index) => rowOf(index)).slice(store.from ?? 0);
    const offset = store.ignoresOffset ? 0 : Number(url.searchParams.get('offset'));
    const limit = Math.min(Number(url.searchParams.get('limit')), store.cap ?? Number.POSITIVE_INFINITY);
    const slice = rows.slice(offset, offset + limit);
    return { json: store.listsBareChannels ? slice.flatMap(({ channels }) => channels) : slice };
  });
  const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], limits });
  const ask = async (fields: string) => {
    const { data, errors } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") { ${fields} } }`);
    expect(errors).toBeUndefined();
    return data.account;
  };
  return { upstream, gateway, ask };
}
