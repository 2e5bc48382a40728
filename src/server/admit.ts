import type { IncomingMessage } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import type { Caller } from '../callers/caller.ts';
import { callerId } from '../callers/caller-id.ts';
import type { ReadBody } from './bodies.ts';
import { checkQuotas, identify } from './check-caller.ts';
import type { Arrival, Reception } from './exchange.ts';
import { refuseOverloaded } from './overload.ts';
import { type Refusal, refusalAnswer } from './refusal.ts';
import { readDeadline } from './request-limits.ts';

/** A request that may run. */
export type Admitted = {
  readonly caller: Caller;
  /** What its limits are counted by: see `callerId`; the address of a caller that has none. */
  readonly place: string;
  /** Epoch milliseconds. */
  readonly deadlineAt: number;
  readonly body: ReadBody;
};

/** What differs between requests for an answer and for an export. */
type Rules = {
  /** Refuses a request by its method or headers. */
  readonly head: (request: IncomingMessage) => Refusal | null;
  readonly hasRoom: (place: string) => boolean;
};

const NO_BODY: ReadBody = { bytes: Buffer.alloc(0), release() {} };

/**
 * Checks the head of a request, and then reads its body. Returns the refusal of one that must not run, and null if the client
 * has left: nothing more would be heard of it.
 */
export async function admit(
  arrival: Arrival,
  { overloaded, bodies }: Pick<Reception, 'overloaded' | 'bodies'>,
  rules: Rules,
): Promise<Admitted | Answer | null> {
  const { serving, request, response, facts } = arrival;
  const { config, quotas } = serving;
  if (overloaded()) return refuseOverloaded(facts);
  const broken = rules.head(request);
  if (broken !== null) return refusalAnswer(broken);
  const deadlineAt = readDeadline(request, facts.arrivedAt, config.deadlineMs);
  if (typeof deadlineAt !== 'number') return refusalAnswer(deadlineAt);

  const caller = await identify(arrival);
  if ('status' in caller) return refusalAnswer(caller);
  if (response.destroyed) return null;
  const place = callerId(caller) ?? request.socket.remoteAddress ?? '';
  if (!rules.hasRoom(place)) return refuseOverloaded(facts);
  const overQuota = checkQuotas(caller, quotas);
  if (overQuota !== null) {
    facts.callerRefusal = overQuota.code;
    return refusalAnswer(overQuota);
  }

  const body = request.method === 'POST' ? await bodies.read(request, config.operations.bodyBytes) : NO_BODY;
  if (response.destroyed) {
    body?.release();
    return null;
  }
  if (body !== null) return { caller, place, deadlineAt, body };
  const { headers, ...rest } = refuseOverloaded(facts);
  return { ...rest, headers: [...headers, 'connection', 'close'] };
}
