import type { Dialect } from './dialect.ts';
import { PagesShifted } from './dialect.ts';
import type { Transaction } from './types.ts';

/** What an answer of a dialect with offsets says. `offset` is the one of its first row, `nextOffset` null on the last page. */
type OffsetAnswer = {
  readonly transactions: readonly Transaction[];
  readonly offset: number;
  readonly nextOffset: number | null;
};

/** Where to go on: `offset` is that of the first row that was not read, `lastId` the row before it, which was read last. */
type Place = {
  /** True but for `overlap`: one answer holds the last row and what follows, whenever it was read; two must be of one time. */
  readonly fresh: boolean;
  readonly offset: number;
  readonly lastId: string;
  /**
   * `overlap` asks from the last row that was read, to see that it stands where it stood. Where the upstream answers that
   * with nothing more than the page before, because it cuts its pages at places of its own, `exact` asks for the next page
   * alone, and `check` asks for that last row afterwards.
   */
  readonly step: 'overlap' | 'exact' | 'check';
  /** The page before, in short: an upstream that does not understand offsets gives it again. */
  readonly before: string;
  /** Where to go on after a `check`. */
  readonly then?: { readonly offset: number; readonly lastId: string } | null;
};

/** The part of a dialect that goes on by offsets. */
export type OffsetDialect = Dialect<Place, OffsetAnswer>;

/** The offset to ask for at a place. */
export function offsetAt(place: Place | null): number {
  if (place === null) return 0;
  return place.step === 'exact' ? place.offset : place.offset - 1;
}

/** `Dialect.page` of a dialect with offsets. */
export const offsetPage: OffsetDialect['page'] = (answer, place) => {
  const { transactions, nextOffset } = answer;
  const before = inShort(transactions);
  if (place === null) return { transactions, next: following(transactions, nextOffset, before) };
  if (place.step === 'exact') return exactPage(answer, place, before);
  if (place.step === 'check') return { transactions: [], next: checked(answer, place) };
  const last = transactions.findIndex(({ transactionId }) => transactionId === place.lastId);
  if (last === -1) throw new PagesShifted();
  const unread = transactions.slice(last + 1);
  // Nothing new, though there is more.
  if (unread.length === 0 && nextOffset !== null)
    return { transactions: [], next: { ...place, fresh: true, step: 'exact' } };
  return { transactions: unread, next: following(unread, nextOffset, before) };
};

function exactPage({ transactions, offset, nextOffset }: OffsetAnswer, place: Place, before: string) {
  const unread = transactions.slice(Math.max(0, place.offset - offset));
  const repeated = before === place.before;
  if (transactions.length > 0 && (unread.length === 0 || repeated)) throw new PagesShifted(repeated);
  const then = following(unread, nextOffset, before);
  return { transactions: unread, next: { ...place, step: 'check' as const, before, then } };
}

/** What was read by its offset alone is whole only if the row before it stands at its offset still. */
function checked({ transactions, offset }: OffsetAnswer, { offset: next, lastId, before, then }: Place): Place | null {
  if (transactions[next - 1 - offset]?.transactionId !== lastId) throw new PagesShifted();
  return then == null ? null : { ...then, fresh: true, step: 'exact', before };
}

function following(rows: readonly Transaction[], offset: number | null, before: string): Place | null {
  const lastId = rows.at(-1)?.transactionId;
  return offset === null || lastId === undefined ? null : { fresh: false, offset, lastId, step: 'overlap', before };
}

function inShort(transactions: readonly Transaction[]): string {
  return JSON.stringify([transactions.length, transactions[0]?.transactionId, transactions.at(-1)?.transactionId]);
}
