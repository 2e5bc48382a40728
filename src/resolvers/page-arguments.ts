import { badUserInput } from './client-error.ts';

/** The arguments of a connection as GraphQL parsed them; null means not given. */
export type PageArguments = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

/** Which end is walked from, how many are wanted, and between which cursors. */
export type PageRequest = {
  readonly direction: 'forward' | 'backward';
  readonly size: number;
  readonly after: string | null;
  readonly before: string | null;
};

const DEFAULT_SIZE = 50;

/** The most that one page of any connection holds. */
export const MAX_PAGE_SIZE = 1000;

/** The page that is asked for. Throws when `first` and `last` come together, or either is not 1 to 1000. */
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

/** How many are asked for, whether or not that is allowed. */
export function pageSize({ first, last }: PageArguments): number {
  return first ?? last ?? DEFAULT_SIZE;
}

function checkSize(name: string, size: number | null | undefined): void {
  if (size != null && (size < 1 || size > MAX_PAGE_SIZE)) {
    throw badUserInput(`${name} is ${size}; it must be from 1 to ${MAX_PAGE_SIZE}.`);
  }
}
