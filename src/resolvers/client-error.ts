/** What a client can have done wrong, as it is matched in `extensions.code`. */
export type ClientErrorCode = 'BAD_USER_INPUT' | 'CURSOR_EXPIRED' | 'NOT_FOUND';

/** A mistake of the caller's: the sentence says what was expected, with the limit's figure. Shown as it is. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

/** A wrong argument. */
export function badUserInput(sentence: string): ClientError {
  return new ClientError('BAD_USER_INPUT', sentence);
}
