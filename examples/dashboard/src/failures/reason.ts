import type { ErrorFilter } from '../../generated/graphql.ts';

/** Why messages failed. */
export type Reason = {
  readonly key: string;
  readonly name: string;
  /** What finds them; null for those that failed without an error. */
  readonly error: ErrorFilter | null;
};

/** One text for the source and code of an error; that of null is empty. */
export function errorKey(error: { readonly source: string | null; readonly code: string | null } | null): string {
  return error === null ? '' : `${error.source ?? ''} ${error.code ?? ''}`;
}
