import { holdsPhoneNumber } from '../../log/masked.ts';

/** What an upstream's error body says, in whichever of its shapes it came. All null when it says nothing readable. */
export type ErrorBody = {
  /** The upstream's sentence; text of the upstream, never to be shown as the gateway's own. */
  readonly message: string | null;
  readonly code: string | null;
  readonly requestTraceId: string | null;
};

const PLAIN_ID = /^[\w.-]{1,64}$/;

/**
 * Reads the four documented shapes: `{code, requestTraceId, message}`, `{error: text}`, `{error: {message, internalCode}}`
 * and plain text such as `oauth_problem=token_rejected`. Never throws.
 */
export function readErrorBody(body: string): ErrorBody {
  const json = parseObject(body);
  if (json === null) return { message: body.trim() || null, code: null, requestTraceId: null };
  const error = isObject(json.error) ? json.error : {};
  return {
    message: text(json.message) ?? text(json.error) ?? text(error.message),
    code: plainId(json.code) ?? plainId(error.internalCode),
    requestTraceId: plainId(json.requestTraceId),
  };
}

function parseObject(body: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(body);
    return isObject(json) ? json : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Ids go to clients and logs, so only what looks like one is taken; what may be a telephone number, in any writing, is not. */
function plainId(value: unknown): string | null {
  const id = typeof value === 'number' ? String(value) : value;
  return typeof id === 'string' && PLAIN_ID.test(id) && !/^\d{7,}$/.test(id) && !holdsPhoneNumber(id) ? id : null;
}
