import { type FieldPolicy, InMemoryCache, type StoreObject } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import generated from '../generated/possible-types.ts';
import { typesWithoutId } from '../generated/types-without-id.ts';

/** The objects that live inside another one; pages are merged as lists. */
const parts = typesWithoutId.filter((name) => !/(Connection|Edge|PageInfo)$/.test(name));

/** One list for all pages of a connection: every argument but those of a page tells lists apart. */
const pages = relayStylePagination((args) =>
  Object.keys(args ?? {}).filter((name) => !['first', 'after', 'last', 'before'].includes(name)),
);

type Row = { readonly [field: string]: unknown; readonly funnel?: StoreObject };

/** Merges rows that have no id by `keys`, which queries must select; replaces the rows if these do not tell them apart. */
function rowsBy(...keys: readonly string[]): FieldPolicy<readonly Row[]> {
  return {
    merge(existing = [], incoming, { mergeObjects }) {
      const byKeys = (rows: readonly Row[]) =>
        new Map(rows.map((row) => [JSON.stringify(keys.map((key) => row[key])), row]));
      const [known, next] = [byKeys(existing), byKeys(incoming)];
      if (known.size < existing.length || next.size < incoming.length) return incoming;
      return [...next].map(([key, row]) => {
        const { funnel = {}, ...others } = known.get(key) ?? {};
        return { ...others, ...row, funnel: mergeObjects(funnel, row.funnel ?? {}) };
      });
    },
  };
}

/** A cache in which components that select different fields of one object complete each other. */
export function createCache(): InMemoryCache {
  return new InMemoryCache({
    possibleTypes: generated.possibleTypes,
    typePolicies: {
      ...Object.fromEntries(parts.map((name) => [name, { merge: true }])),
      Account: {
        fields: {
          campaigns: pages,
          deflections: pages,
          handoffChannels: pages,
          handoffs: pages,
          proactiveAlerts: pages,
          transactions: pages,
        },
      },
      Campaign: { fields: { consumersReport: pages, transactions: pages } },
      Analytics: {
        fields: { breakdown: rowsBy('channel', 'day', 'skill'), rows: rowsBy('channelCode', 'day', 'skill') },
      },
      TransactionSummary: {
        merge: true,
        fields: {
          groups: rowsBy('error', 'campaign', 'handoffId', 'skill', 'channel', 'status', 'day', 'hour'),
        },
      },
    },
  });
}
