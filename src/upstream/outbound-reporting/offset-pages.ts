import type { Dialect } from './dialect.ts';
import { PagesShifted } from './dialect.ts';
import type { Transaction } from './types.ts';

/** An answer of a dialect with offsets. `offset` is that of its first row; `nextOffset` is null on the last page. */
type OffsetAnswer = {
  readonly transactions: readonly Transaction[];
  readonly offset: number;
  readonly nextOffset: number | null;
};

/** Where to continue: `offset` is that of the first row that was not read, `lastId` the id of the row before it. */
type Place = {
  /**
   * False for `overlap`: a cached answer will do, because it holds both the last row and what follows. The other steps
   * compare two answers, which must be of the same time.
   */
  readonly fresh: boolean;
  readonly offset: number;
  readonly lastId: string;
  /**
   * `overlap` requests from the last row that was read, to see that it is still at its offset. If the upstream answers
   * with nothing more than the page before, because it cuts its pages at fixed offsets, `exact` requests the next page
   * alone, and `check` requests that last row afterwards.
   */
  readonly step: 'overlap' | 'exact' | 'check';
  /** A fingerprint of the page before: an upstream that does not understand offsets repeats it. */
  readonly before: string;
  /** Where to continue after a `check`. */
  readonly then?: { readonly offset: number; readonly lastId: string } | null;
};

/** A dialect that pages by offsets. */
export type OffsetDialect = Dialect<Place, OffsetAnswer>;

/** The offset to request at a place. */
export function offsetAt(place: Place | null): number {
  if (place === null) return 0;
  return place.step === 'exact' ? place.offset : place.offset - 1;
}

/** `Dialect.page` of a dialect with offsets. */
export const offsetPage: OffsetDialect['page'] = (answer, place) => {
  const { transactions, nextOffset } = answer;
  const before = fingerprintOf(transactions);
  if (place === null) return { transactions, next: following(transactions, nextOffset, before) };
  if (place.step === 'exact') return exactPage(answer, place, before);
  if (place.step === 'check') return { transactions: [], next: checked(answer, place) };
  const last = transactions.findIndex(({ transactionId }) => transactionId === place.lastId);
  if (last === -1) throw new PagesShifted();
  const unread = transactions.slice(last + 1);
  // Nothing new, although there is more.
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

/** A page read by its offset alone is complete only if the row before it is still at its offset. */
function checked({ transactions, offset }: OffsetAnswer, { offset: next, lastId, before, then }: Place): Place | null {
  if (transactions[next - 1 - offset]?.transactionId !== lastId) throw new PagesShifted();
  return then == null ? null : { ...then, fresh: true, step: 'exact', before };
}

function following(rows: readonly Transaction[], offset: number | null, before: string): Place | null {
  const lastId = rows.at(-1)?.transactionId;
  return offset === null || lastId === undefined ? null : { fresh: false, offset, lastId, step: 'overlap', before };
}

function fingerprintOf(transactions: readonly Transaction[]): string {
  return JSON.stringify([transactions.length, transactions[0]?.transactionId, transactions.at(-1)?.transactionId]);
}
