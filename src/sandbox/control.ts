import { z } from 'zod';
import { type FaultList, faultSchema } from './faults.ts';
import { bodyOf, type Exchange, jsonReply, type Reply } from './http-exchange.ts';

/**
 * POST orders a fault, GET lists those that are still to come, DELETE drops them all. An invalid order gets 400 with the
 * reasons.
 */
export function answerFaults(exchange: Exchange, faults: FaultList): Reply {
  if (exchange.method === 'POST') {
    const parsed = faultSchema.safeParse(bodyOf(exchange));
    if (!parsed.success) return jsonReply(400, { error: z.prettifyError(parsed.error) });
    faults.add(parsed.data);
  }
  if (exchange.method === 'DELETE') faults.clear();
  return jsonReply(exchange.method === 'POST' ? 201 : 200, { faults: faults.list() });
}
