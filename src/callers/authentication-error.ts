/** Why a request is not answered to anyone: nobody said who asks, what was said is wrong, or nobody can check it now. */
export type AuthenticationErrorCode = 'UNAUTHENTICATED' | 'CALLERS_UNCHECKABLE';

/** A request whose caller is not known. The sentence is shown; `reason` (such as a code of jose) is for the log only. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
  readonly code: AuthenticationErrorCode;
  /** Null when what is needed did not come at all. */
  readonly reason: string | null;

  constructor(code: AuthenticationErrorCode, sentence: string, reason: string | null) {
    super(sentence);
    this.code = code;
    this.reason = reason;
  }
}
