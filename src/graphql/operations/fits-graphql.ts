/** The largest of GraphQL's integers. */
const MAX_INT = 2 ** 31 - 1;

/**
 * Whether GraphQL has room for all numbers in data. An upstream can send larger ones; the adapters make every other
 * built-in value, and whole numbers of those that must be whole. A fraction's number may be larger: it is then checked by
 * its type, like all others of its answer.
 */
export function fitsGraphQL(data: unknown): boolean {
  if (typeof data === 'number') return Math.abs(data) <= MAX_INT;
  if (typeof data !== 'object' || data === null) return true;
  if (Array.isArray(data)) return data.every(fitsGraphQL);
  for (const key in data) {
    const value = (data as Record<string, unknown>)[key];
    if (typeof value !== 'string' && !fitsGraphQL(value)) return false;
  }
  return true;
}
