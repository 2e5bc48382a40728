/** One text for the source and code of an error; that of null is empty. */
export function errorKey(error: { readonly source: string | null; readonly code: string | null } | null): string {
  return error === null ? '' : `${error.source ?? ''} ${error.code ?? ''}`;
}
