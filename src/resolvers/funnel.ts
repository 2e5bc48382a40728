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

const FIGURES = {
  ATTEMPTED: ({ attempted }) => attempted,
  ELIGIBLE: ({ eligible }) => eligible,
  SKIPPED: ({ skipped }) => skipped,
  SENT: ({ sent }) => sent,
  FAILED: ({ failed }) => failed,
  DELIVERED: ({ delivered }) => delivered,
  READ: ({ read }) => read,
  CONVERSATIONS_CREATED: ({ conversationsCreated }) => conversationsCreated,
  CONVERSATIONS_CLOSED: ({ conversationsClosed }) => conversationsClosed,
  ELIGIBILITY_RATE: resolveEligibilityRate,
  DELIVERY_RATE: resolveDeliveryRate,
  READ_RATE: resolveReadRate,
  RESPONSE_RATE: resolveResponseRate,
  FAILURE_RATE: resolveFailureRate,
} as const satisfies Record<string, (funnel: Funnel) => number | null>;

/** A count or rate of a funnel. */
export type FunnelFigure = keyof typeof FIGURES;

/** A `FunnelOrder` as GraphQL parsed it. */
export type FunnelOrder = { readonly by: FunnelFigure; readonly direction: 'ASCENDING' | 'DESCENDING' };

/** The items in the order of a figure; unknown rates last, whatever the direction, and equal figures by name. */
export function inFunnelOrder<T extends { readonly funnel: Funnel }>(
  items: readonly T[],
  { by, direction }: FunnelOrder,
  nameOf: (item: T) => string,
): readonly T[] {
  const sign = direction === 'ASCENDING' ? 1 : -1;
  return items
    .map((item) => ({ item, figure: FIGURES[by](item.funnel) ?? sign * Number.POSITIVE_INFINITY, name: nameOf(item) }))
    .sort((a, b) => sign * Math.sign(a.figure - b.figure) || (a.name < b.name ? -1 : 1))
    .map(({ item }) => item);
}

/** Null if the divisor is 0. */
function rate(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
