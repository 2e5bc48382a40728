import { z } from 'zod';
import { type FaultList, faultSchema } from './faults.ts';
import { bodyOf, type Exchange, jsonReply, type Reply } from './http-exchange.ts';

/**
 * Orders a fault by POST, lists those still to happen by GET, drops them all by DELETE; 400 with the reasons on
 * nonsense.
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
