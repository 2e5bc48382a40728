/** The permissions of callers, as tokens and the configuration name them. */
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

/** The scopes available with a caller's own LE bearer token: all but LiveDeflect's. */
export const LE_BEARER_SCOPES = [
  'analytics:read',
  'transactions:read',
  'configuration:read',
  'pii:read',
] as const satisfies readonly Scope[];
