/** The names of what is measured, and what each is. */
export const SUBJECTS = {
  gateway: 'the gateway',
  'gateway-32-keys': 'the gateway, 32 keys',
  'gateway-1000-callers': 'the gateway, 1,000 callers with tokens',
  'gateway-not-ready': 'the gateway, `cache.readyAnswers: false`',
  'gateway-no-cache': 'the gateway, `cache.maxBytes: 0`',
  'bare-ready': 'bare Node.js, ready bytes',
  'bare-json': 'bare Node.js, upstream’s answer parsed and stringified',
  yoga: 'GraphQL Yoga, `{ __typename }`',
  mercurius: 'Mercurius with JIT, nothing kept',
  apollo: 'Apollo Server, nothing kept',
} as const;
/** See `SUBJECTS`. */
export type SubjectName = keyof typeof SUBJECTS;
