import { SCOPES, type Scope } from '../callers/scope.ts';

/** The errors that a client can cause, by `extensions.code`. */
export type ClientErrorCode = 'BAD_USER_INPUT' | 'CURSOR_EXPIRED' | 'FORBIDDEN' | 'LIMIT_EXCEEDED' | 'NOT_FOUND';

/** What `extensions` has beside the code. */
type ClientErrorDetails = { readonly requiredScope?: Scope; readonly limit?: string; readonly maximum?: number };

/**
 * An error that the client caused. Clients read the sentence: it says what was expected, with the figure of a limit.
 */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  readonly details: ClientErrorDetails;

  constructor(code: ClientErrorCode, sentence: string, details: ClientErrorDetails = {}) {
    super(sentence);
    this.code = code;
    this.details = details;
  }
}

/** A wrong argument. */
export function badUserInput(sentence: string): ClientError {
  return new ClientError('BAD_USER_INPUT', sentence);
}

/**
 * Created once: a page of 1,000 rows may be refused 1,000 times, and the stack traces would cost many times the page.
 */
const FORBIDDEN = Object.fromEntries(
  SCOPES.map((requiredScope) => [
    requiredScope,
    new ClientError('FORBIDDEN', `This needs the scope ${requiredScope}.`, { requiredScope }),
  ]),
) as Readonly<Record<Scope, ClientError>>;

/** The error for a scope that the caller lacks. It is the same object each time, so its stack means nothing. */
export function forbidden(requiredScope: Scope): ClientError {
  return FORBIDDEN[requiredScope];
}
