/** The header by which a client asks for a shorter deadline than the configured one. */
export const DEADLINE_HEADER = 'x-request-timeout-ms';

/** Milliseconds that a request may take: what its header asks for, at most `configuredMs`. Null when the header is no positive whole number. */
export function requestDeadline(header: string | null, configuredMs: number): number | null {
  if (header === null) return configuredMs;
  if (!/^\d+$/.test(header.trim())) return null;
  const askedMs = Number(header);
  return askedMs === 0 ? null : Math.min(askedMs, configuredMs);
}
