import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from './http-exchange.ts';
import type { SandboxApi } from './settings.ts';

/** Thrown to answer a request with a refusal instead of data. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`answered with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}

/**
 * The error answer of Outbound Reporting: code 0, a UUID to trace, a message (Outbound Reporting API, common error
 * responses).
 */
export function envelope(status: number, message: string): Reply {
  return jsonReply(status, { code: 0, requestTraceId: randomUUID(), message });
}

/** The refusal of a request that makes no sense, in the envelope of Outbound Reporting. */
export function badRequest(message: string): Refusal {
  return new Refusal(envelope(400, message));
}

/**
 * The error answer of LiveDeflect: `success: false` with the error, and the error alone for 401 (LiveDeflect API,
 * proactiveAlert).
 */
export function liveDeflectError(status: number, error: string): Reply {
  return jsonReply(status, status === 401 ? { error } : { success: false, error });
}

/** The error answer in the shape of the API that was called. */
export function refusalOf(api: SandboxApi, status: number, message: string): Reply {
  return isLiveDeflect(api) ? liveDeflectError(status, message) : envelope(status, message);
}

/** Whether an API is one of LiveDeflect, which has its own credentials, errors and limit. */
export function isLiveDeflect(api: SandboxApi): boolean {
  return api === 'proactiveAlert' || api === 'proactiveReporting' || api === 'getLiveDeflectData';
}
