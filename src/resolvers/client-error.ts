import { SCOPES, type Scope } from '../callers/scope.ts';

/** What a client can have done wrong, as it is matched in `extensions.code`. */
export type ClientErrorCode = 'BAD_USER_INPUT' | 'CURSOR_EXPIRED' | 'FORBIDDEN' | 'NOT_FOUND';

/** What a client is told in `extensions` beside the code. */
type ClientErrorDetails = { readonly requiredScope?: Scope };

/** A mistake of the caller's: the sentence says what was expected, with the limit's figure. Shown as it is. */
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

/** Made once: a page of 1,000 rows may be refused 1,000 times, and as many stacks would cost many times the page. */
const FORBIDDEN = Object.fromEntries(
  SCOPES.map((requiredScope) => [
    requiredScope,
    new ClientError('FORBIDDEN', `This needs the scope ${requiredScope}.`, { requiredScope }),
  ]),
) as Readonly<Record<Scope, ClientError>>;

/** A field or node whose scope the caller lacks: the same error each time, whose stack tells nothing. */
export function forbidden(requiredScope: Scope): ClientError {
  return FORBIDDEN[requiredScope];
}
