import type { Funnel } from '../upstream/outbound-reporting/types.ts';

/** `Funnel.eligibilityRate`: eligible / attempted. */
export function resolveEligibilityRate({ eligible, attempted }: Funnel): number | null {
  return rate(eligible, attempted);
}

/** `Funnel.deliveryRate`: delivered / sent. */
export function resolveDeliveryRate({ delivered, sent }: Funnel): number | null {
  return rate(delivered, sent);
}

/**
 * `Funnel.readRate`: read / sent on channels that report reads. Not read / delivered, because WhatsApp may report a
 * message as read and never as delivered.
 */
export function resolveReadRate({ read, sentWithReadReports }: Funnel): number | null {
  return rate(read, sentWithReadReports);
}

/** `Funnel.responseRate`: conversationsCreated / sent. */
export function resolveResponseRate({ conversationsCreated, sent }: Funnel): number | null {
  return rate(conversationsCreated, sent);
}

/** `Funnel.failureRate`: failed / attempted. */
export function resolveFailureRate({ failed, attempted }: Funnel): number | null {
  return rate(failed, attempted);
}

/** Null if the divisor is 0. */
function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
