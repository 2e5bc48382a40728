import { ClientError } from './client-error.ts';
import type { Connection, Edge } from './connection.ts';
import { type CursorCodec, cursorCodec } from './cursor.ts';
import { type PageArguments, pageRequest } from './page-arguments.ts';

/** A list that is known as a whole, and how to name its items. */
export type WholeList<T> = {
  readonly items: readonly T[];
  /** A name of the item that stays when others come or go. */
  readonly nameOf: (item: T) => string;
  /** What the cursors belong to. */
  readonly identity: unknown;
  readonly fetchedAt: string;
};

/**
 * A page of a whole list, by the Relay specification's algorithm. A cursor names its item, so pages neither skip nor
 * repeat when items are added between them. Throws `CURSOR_EXPIRED` when the named item is gone.
 */
export function listConnection<T>(
  { items, nameOf, identity, fetchedAt }: WholeList<T>,
  args: PageArguments,
): Connection<T> {
  const { direction, size, after, before } = pageRequest(args);
  const codec = cursorCodec(identity);
  const names = distinctNames(items, nameOf);
  const from = after === null ? 0 : indexOfCursor(codec, names, 'after', after) + 1;
  const to = before === null ? items.length : indexOfCursor(codec, names, 'before', before);
  const start = direction === 'forward' ? from : Math.max(from, to - size);
  const end = direction === 'forward' ? Math.min(to, from + size) : to;
  const edges = items.slice(start, end).map((node, index): Edge<T> => {
    return { node, cursor: () => codec.encode([names[start + index] as string]) };
  });
  return {
    edges,
    fetchedAt,
    pageInfo: {
      hasNextPage: () => (end < to && direction === 'forward') || before !== null,
      hasPreviousPage: () => (start > from && direction === 'backward') || after !== null,
      startCursor: () => edges[0]?.cursor() ?? null,
      endCursor: () => edges.at(-1)?.cursor() ?? null,
    },
  };
}

/** Names of which none is twice: the second of a name gets a number. */
function distinctNames<T>(items: readonly T[], nameOf: (item: T) => string): string[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return count === 0 ? name : `${name}#${count}`;
  });
}

function indexOfCursor(
  codec: CursorCodec,
  names: readonly string[],
  argument: 'after' | 'before',
  cursor: string,
): number {
  const index = names.indexOf(String(codec.decode(argument, cursor)[0]));
  if (index === -1)
    throw new ClientError('CURSOR_EXPIRED', `What ${argument} names is in the list no more; begin again.`);
  return index;
}
