import type { Caller } from '../callers/caller.ts';
import { apisNumber } from '../request/apis-number.ts';
import type { Upstreams } from '../upstream/accounts/upstreams.ts';

/** The rights of callers, as text. */
const rights = new WeakMap<Caller, string>();

/**
 * What the answer to a question depends on besides the question: what the caller may see, and headers of the request.
 * Callers with equal rights share answers; a caller with its own LE bearer token shares with nobody. Null if its account
 * is not served.
 */
export function kindOf(
  caller: Caller,
  upstreams: Upstreams,
  headers: readonly (string | null | undefined)[],
): string | null {
  const own = ownUpstreams(caller, upstreams);
  return own === null ? null : `${own}${rightsOf(caller)}\n${headers.join('\n')}`;
}

function rightsOf(caller: Caller): string {
  const known = rights.get(caller);
  if (known !== undefined) return known;
  const accounts = caller.accountIds === null ? '*' : [...new Set(caller.accountIds)].sort().join(' ');
  const text = `${accounts}\n${[...caller.scopes].sort().join(' ')}`;
  rights.set(caller, text);
  return text;
}

/** The number of the upstreams that the caller's own token uses, empty if it has none; null if they are not served. */
function ownUpstreams({ bearer, accountIds }: Caller, upstreams: Upstreams): string | null {
  if (bearer === null) return '';
  const own = upstreams.of(accountIds?.[0] ?? '', bearer);
  return own === undefined ? null : `${apisNumber(own)}\n`;
}
