/** Why a request has no caller: its credential is missing or invalid, or cannot be checked at the moment. */
export type AuthenticationErrorCode = 'UNAUTHENTICATED' | 'CALLERS_UNCHECKABLE';

/** The caller of a request is unknown. Clients see the message; `reason`, for example a code of jose, is for the log only. */
export class AuthenticationError extends Error {
  override readonly name = 'AuthenticationError';
  readonly code: AuthenticationErrorCode;
  /** Null when the header is missing. */
  readonly reason: string | null;

  constructor(code: AuthenticationErrorCode, message: string, reason: string | null) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}
