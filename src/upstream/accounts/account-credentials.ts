import type { AppJwtKeys } from '../auth/app-jwt.ts';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import type { CredentialKeys } from '../auth/sealing.ts';
import type { Secret } from '../auth/secret.ts';

/** The credentials that an API may accept. */
type Credentials = {
  readonly appJwt?: AppJwtKeys | undefined;
  readonly oauth1?: OAuth1Keys | undefined;
  readonly bearer?: Secret | undefined;
};

/** The credentials of an account. An API with its own credentials uses no others. */
export type AccountCredentials = Credentials & {
  readonly outboundReporting?: Credentials | undefined;
  readonly outboundConfiguration?: Credentials | undefined;
  readonly liveDeflect?: Pick<Credentials, 'oauth1'> | undefined;
};

/**
 * The credential for Reporting or Configuration, which accept all three kinds; LivePerson recommends the App JWT.
 * Undefined if there is none.
 */
export function reportingKeys(
  credentials: AccountCredentials,
  api: 'outboundReporting' | 'outboundConfiguration',
): CredentialKeys | undefined {
  const { appJwt, oauth1, bearer } = credentials[api] ?? credentials;
  return appJwt ?? oauth1 ?? bearer;
}

/** The credential for LiveDeflect, which accepts OAuth 1 only. Undefined if there is none. */
export function liveDeflectKeys({ liveDeflect, oauth1 }: AccountCredentials): OAuth1Keys | undefined {
  return liveDeflect === undefined ? oauth1 : liveDeflect.oauth1;
}
