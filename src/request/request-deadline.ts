/** The header with which a client sets a deadline shorter than the configured one. */
export const DEADLINE_HEADER = 'x-request-timeout-ms';

/** Milliseconds that a request may take: the header's value, at most `configuredMs`. Null when the header is not a positive whole number. */
export function requestDeadline(header: string | null, configuredMs: number): number | null {
  if (header === null) return configuredMs;
  if (!/^\d+$/.test(header.trim())) return null;
  const requestedMs = Number(header);
  return requestedMs === 0 ? null : Math.min(requestedMs, configuredMs);
}
