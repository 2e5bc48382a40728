import { randomUUID } from 'node:crypto';
import { jsonReply, type Reply } from './http-exchange.ts';
import type { SandboxApi } from './settings.ts';

/** Thrown to answer a request with an error instead of data. */
export class Refusal extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`answered with ${reply.status}`);
    this.name = 'Refusal';
    this.reply = reply;
  }
}

/**
 * The error answer of Outbound Reporting: code 0, a trace id, a message (Outbound Reporting API, common error
 * responses).
 */
export function envelope(status: number, message: string): Reply {
  return jsonReply(status, { code: 0, requestTraceId: randomUUID(), message });
}

/** A Refusal (400) of an invalid request, in the envelope of Outbound Reporting. */
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

/** The error answer in the format of the API that was called. */
export function refusalOf(api: SandboxApi, status: number, message: string): Reply {
  return isLiveDeflect(api) ? liveDeflectError(status, message) : envelope(status, message);
}

/** Whether an API belongs to LiveDeflect, which has its own credentials, errors and limit. */
export function isLiveDeflect(api: SandboxApi): boolean {
  return api === 'proactiveAlert' || api === 'proactiveReporting' || api === 'getLiveDeflectData';
}
