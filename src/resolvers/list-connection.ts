import { ClientError } from './client-error.ts';
import type { Connection, Edge } from './connection.ts';
import { type CursorCodec, cursorCodec, notACursorOf } from './cursor.ts';
import { type PageArguments, type PageRequest, pageRequest } from './page-arguments.ts';

/** A list that is loaded as a whole or from its first item on, and how to name its items. */
export type WholeList<T> = {
  /** Loads all items, or only the first ones if `isEnough` says that they are enough for the page. */
  load(isEnough: (items: readonly T[]) => boolean): Promise<{
    readonly items: readonly T[];
    readonly fetchedAt: string;
  }>;
  /** A name of the item that does not change when others come or go. */
  readonly nameOf: (item: T) => string;
  /** Describes the query that the cursors belong to. */
  readonly identity: unknown;
};

/**
 * A page of a whole list, by the algorithm of the Relay specification. A cursor names its item, so that pages neither
 * skip nor repeat items when the list grows. Checks the arguments before it loads anything. Throws `CURSOR_EXPIRED` if
 * the named item is no longer in the list.
 */
export async function listConnection<T>(
  { load, nameOf, identity }: WholeList<T>,
  args: PageArguments,
): Promise<Connection<T>> {
  const { direction, size, after, before } = pageRequest(args);
  const codec = cursorCodec(identity);
  const afterName = after === null ? null : decodeName(codec, 'after', after);
  const beforeName = before === null ? null : decodeName(codec, 'before', before);
  const { items, fetchedAt } = await load((first) => {
    return isEnough(distinctNames(first, nameOf), { direction, size, after: afterName, before: beforeName });
  });
  const names = distinctNames(items, nameOf);
  const from = afterName === null ? 0 : indexOfName(names, 'after', afterName) + 1;
  const to = beforeName === null ? items.length : indexOfName(names, 'before', beforeName);
  const start = direction === 'forward' ? from : Math.max(from, to - size);
  const end = direction === 'forward' ? Math.min(to, from + size) : to;
  const nodes = items.slice(start, end);
  const cursorAt = (index: number) => codec.encode([names[start + index] as string]);
  return {
    nodes,
    edges: () => nodes.map((node, index): Edge<T> => ({ node, cursor: () => cursorAt(index) })),
    fetchedAt,
    pageInfo: {
      hasNextPage: () => (direction === 'forward' ? end < to : before !== null),
      hasPreviousPage: () => (direction === 'forward' ? after !== null : start > from),
      startCursor: () => (nodes.length === 0 ? null : cursorAt(0)),
      endCursor: () => (nodes.length === 0 ? null : cursorAt(nodes.length - 1)),
    },
  };
}

/** Whether the first items of a list, by their names, are enough for a page. `after` and `before` are names, too. */
function isEnough(names: readonly string[], { direction, size, after, before }: PageRequest): boolean {
  const from = after === null ? 0 : names.indexOf(after) + 1;
  if (after !== null && from === 0) return false;
  if (before !== null) return names.includes(before);
  // One more than requested shows whether there is a next page.
  return direction === 'forward' && names.length > from + size;
}

/** Distinct names: items with the same name are numbered. */
function distinctNames<T>(items: readonly T[], nameOf: (item: T) => string): string[] {
  const counts = new Map<string, number>();
  return items.map((item) => {
    const name = nameOf(item);
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    return `${count}#${name}`;
  });
}

function decodeName(codec: CursorCodec, argument: 'after' | 'before', cursor: string): string {
  const [name] = codec.decode(argument, cursor);
  if (typeof name === 'string') return name;
  throw notACursorOf(argument);
}

function indexOfName(names: readonly string[], argument: 'after' | 'before', name: string): number {
  const index = names.indexOf(name);
  if (index !== -1) return index;
  throw new ClientError(
    'CURSOR_EXPIRED',
    `The item that ${argument} names is no longer in this list. Start again from the first page.`,
  );
}
