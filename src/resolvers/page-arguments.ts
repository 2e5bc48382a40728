import { badUserInput } from './client-error.ts';

/** The arguments of a connection as GraphQL parsed them. Null is the same as missing. */
export type PageArguments = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** From which end a page is taken, how many items it has, and between which cursors. */
export type PageRequest = {
  readonly direction: 'forward' | 'backward';
  readonly size: number;
  readonly after: string | null;
  readonly before: string | null;
};

const DEFAULT_SIZE = 50;

/** The most items of a page, in any connection. */
export const MAX_PAGE_SIZE = 1000;

/** The page that the arguments ask for. Throws if both `first` and `last` are given, or either is not from 1 to 1000. */
export function pageRequest({ first, after, last, before }: PageArguments): PageRequest {
  if (first != null && last != null) throw badUserInput('first and last cannot be combined; ask for one of them.');
  checkSize('first', first);
  checkSize('last', last);
  return {
    direction: last == null ? 'forward' : 'backward',
    size: pageSize({ first, last }),
    after: after ?? null,
    before: before ?? null,
  };
}

/** How many items are requested, whether or not that is allowed. */
export function pageSize({ first, last }: PageArguments): number {
  return first ?? last ?? DEFAULT_SIZE;
}

function checkSize(name: string, size: number | null | undefined): void {
  if (size != null && (size < 1 || size > MAX_PAGE_SIZE)) {
    throw badUserInput(`${name} is ${size}; it must be from 1 to ${MAX_PAGE_SIZE}.`);
  }
}
