/** What a caller can be allowed, as tokens and the configuration name it. */
export const SCOPES = [
  'analytics:read',
  'transactions:read',
  'configuration:read',
  'deflections:read',
  'alerts:send',
  'pii:read',
] as const;

/** See `SCOPES`. */
export type Scope = (typeof SCOPES)[number];
