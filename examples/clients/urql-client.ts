import { Client, fetchExchange } from '@urql/core';
import { cacheExchange, type Resolver } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import schema from '../generated/introspection.ts';
import { typesWithoutId } from '../generated/types-without-id.ts';

const pages: Resolver = relayPagination();

/** A client whose cache knows which objects have ids, and joins the pages of each list. */
export function createClient(url: string, send: typeof fetch = fetch): Client {
  const cache = cacheExchange({
    schema,
    keys: Object.fromEntries(typesWithoutId.map((name) => [name, () => null])),
    resolvers: {
      Account: {
        campaigns: pages,
        deflections: pages,
        handoffChannels: pages,
        handoffs: pages,
        proactiveAlerts: pages,
        transactions: pages,
      },
      Campaign: { consumersReport: pages, transactions: pages },
    },
  });
  return new Client({ url, fetch: send, exchanges: [cache, fetchExchange], preferGetMethod: false });
}
