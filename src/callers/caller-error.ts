/** Why a request is not answered to anyone: nobody said who asks, what was said is wrong, or nobody can check it now. */
export type CallerErrorCode = 'UNAUTHENTICATED' | 'CALLERS_UNCHECKABLE';

/** A request whose caller is not known. The sentence is shown; `reason` (such as a code of jose) is for the log only. */
export class CallerError extends Error {
  override readonly name = 'CallerError';
  readonly code: CallerErrorCode;
  /** Null when what is needed did not come at all. */
  readonly reason: string | null;

  constructor(code: CallerErrorCode, sentence: string, reason: string | null) {
    super(sentence);
    this.code = code;
    this.reason = reason;
  }
}
