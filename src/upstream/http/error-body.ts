import { holdsPhoneNumber } from '../../log/masked.ts';
import { object, parsedJson } from '../wire-values.ts';

/** The content of an upstream's error body. All null if the body is empty or not understood. */
export type ErrorBody = {
  /** The upstream's own words, unmasked. */
  readonly message: string | null;
  readonly code: string | null;
  readonly requestTraceId: string | null;
};

const PLAIN_ID = /^[\w.-]{1,64}$/;

/**
 * Reads the four documented shapes: `{code, requestTraceId, message}`, `{error: text}`, `{error: {message,
 * internalCode}}` and plain text, for example `oauth_problem=token_rejected`. Never throws.
 */
export function readErrorBody(body: string): ErrorBody {
  const json = object(parsedJson(body));
  if (json === null) return { message: body.trim() || null, code: null, requestTraceId: null };
  const error = object(json.error) ?? {};
  return {
    message: text(json.message) ?? text(json.error) ?? text(error.message),
    code: plainId(json.code) ?? plainId(error.internalCode),
    requestTraceId: plainId(json.requestTraceId),
  };
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Ids reach clients and logs, so anything that does not look like one is dropped. So is anything that
 * may be a phone number, in any format.
 */
function plainId(value: unknown): string | null {
  const id = typeof value === 'number' ? String(value) : value;
  return typeof id === 'string' && PLAIN_ID.test(id) && !/^\d{7,}$/.test(id) && !holdsPhoneNumber(id) ? id : null;
}
