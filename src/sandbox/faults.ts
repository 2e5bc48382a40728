import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type Reply, send, sendHalf, textReply } from './http-exchange.ts';
import { refusalOf } from './refusal.ts';
import type { SandboxApi } from './settings.ts';

const apis = [
  'transactions',
  'analytics',
  'campaignReport',
  'campaignAnalytics',
  'handoffs',
  'handoffsByChannel',
  'proactiveAlert',
  'proactiveReporting',
  'getLiveDeflectData',
  'token',
  'jwks',
  'domain',
] as const satisfies readonly SandboxApi[];

/** An order for a fault: which API fails ('*' for all), how, for how many requests, and after which delay. */
export const faultSchema = z
  .strictObject({
    api: z.enum([...apis, '*']).default('*'),
    kind: z.enum(['latency', '429', '500', '503', '401', 'hang-up', 'cut-off-body', 'not-json', 'html', 'empty']),
    count: z.int().min(1).default(1),
    latencyMs: z
      .number()
      .min(0)
      .max(10 * 60_000)
      .optional(),
    retryAfter: z
      .string()
      .regex(/^[\x20-\x7e]*$/, 'must be printable ASCII')
      .optional(),
  })
  .refine(({ kind, latencyMs }) => kind !== 'latency' || latencyMs !== undefined, 'latency needs latencyMs');

/** A fault that is still to come; `count` is the number of requests that it will hit. */
export type Fault = z.infer<typeof faultSchema>;

/** The ordered faults, first come first served. */
export type FaultList = {
  add(fault: Fault): void;
  /** The next fault for a request to the API, counted down; undefined when there is none. */
  take(api: SandboxApi): Fault | undefined;
  list(): readonly Fault[];
  clear(): void;
};

/** An empty list of faults. */
export function createFaultList(): FaultList {
  let faults: Fault[] = [];
  const take = (api: SandboxApi): Fault | undefined => {
    if (api === 'control') return undefined;
    const fault = faults.find((candidate) => candidate.api === '*' || candidate.api === api);
    if (fault === undefined) return undefined;
    fault.count -= 1;
    faults = faults.filter(({ count }) => count > 0);
    return fault;
  };
  return {
    add: (fault) => void faults.push(fault),
    take,
    list: () => faults,
    clear: () => {
      faults = [];
    },
  };
}

/** Answers a request with a fault; `answer` gives the answer without it. A delay does not keep the process alive. */
export async function playFault(
  fault: Fault,
  api: SandboxApi,
  response: ServerResponse,
  answer: () => Promise<Reply>,
): Promise<void> {
  if (fault.latencyMs !== undefined) await delay(fault.latencyMs, undefined, { ref: false });
  if (fault.kind === 'hang-up') response.destroy();
  else if (fault.kind === 'cut-off-body') sendHalf(response, await answer());
  else send(response, fault.kind === 'latency' ? await answer() : faultReply(fault, api));
}

function faultReply({ kind, retryAfter }: Fault, api: SandboxApi): Reply {
  if (kind === 'not-json') {
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{"requestMetadata": oops' };
  }
  if (kind === 'html') {
    const body = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
    return { status: 502, headers: { 'content-type': 'text/html' }, body };
  }
  if (kind === 'empty') return textReply(200, '');
  const reply = refusalOf(api, Number(kind), `Sandbox fault ${kind}`);
  if (retryAfter !== undefined && kind !== '401' && kind !== '500') reply.headers['retry-after'] = retryAfter;
  return reply;
}
