import type { FunnelFigure, FunnelOrder } from '../resolvers/funnel.ts';
import { builder } from './builder.ts';

const FunnelFigureType = builder.enumType('FunnelFigure', {
  description: 'A count or rate of a funnel; the fields of Funnel describe them.',
  values: {
    ATTEMPTED: { description: 'By `attempted`.' },
    ELIGIBLE: { description: 'By `eligible`.' },
    SKIPPED: { description: 'By `skipped`.' },
    SENT: { description: 'By `sent`.' },
    FAILED: { description: 'By `failed`.' },
    DELIVERED: { description: 'By `delivered`.' },
    READ: { description: 'By `read`.' },
    CONVERSATIONS_CREATED: { description: 'By `conversationsCreated`.' },
    CONVERSATIONS_CLOSED: { description: 'By `conversationsClosed`.' },
    ELIGIBILITY_RATE: { description: 'By `eligibilityRate`.' },
    DELIVERY_RATE: { description: 'By `deliveryRate`.' },
    READ_RATE: { description: 'By `readRate`.' },
    RESPONSE_RATE: { description: 'By `responseRate`.' },
    FAILURE_RATE: { description: 'By `failureRate`.' },
  } satisfies Record<FunnelFigure, { description: string }>,
});

const OrderDirectionType = builder.enumType('OrderDirection', {
  description: 'The direction of an order.',
  values: {
    ASCENDING: { description: 'The lowest first.' },
    DESCENDING: { description: 'The highest first.' },
  } satisfies Record<FunnelOrder['direction'], { description: string }>,
});

/** See its description. */
export const FunnelOrderType = builder.inputType('FunnelOrder', {
  description:
    'An order by one figure of the funnel. A rate that is null comes last in both directions; items with equal figures keep the same order among themselves.',
  fields: (t) => ({
    by: t.field({ type: FunnelFigureType, required: true, description: 'The figure.' }),
    direction: t.field({
      type: OrderDirectionType,
      required: true,
      defaultValue: 'DESCENDING',
      description: 'The direction.',
    }),
  }),
});
