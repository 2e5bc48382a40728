import type { AppJwtKeys } from '../auth/app-jwt.ts';
import type { OAuth1Keys } from '../auth/oauth1.ts';
import type { Secret } from '../auth/secret.ts';

/** What an API can be asked with. */
type Credentials = {
  readonly appJwt?: AppJwtKeys | undefined;
  readonly oauth1?: OAuth1Keys | undefined;
  readonly bearer?: Secret | undefined;
};

/** What all APIs of an account are asked with; one that has credentials of its own is asked with no others. */
export type AccountCredentials = Credentials & {
  readonly outboundReporting?: Credentials | undefined;
  readonly outboundConfiguration?: Credentials | undefined;
  readonly liveDeflect?: Pick<Credentials, 'oauth1'> | undefined;
};

/** One credential's parts. */
export type CredentialKeys = AppJwtKeys | OAuth1Keys | Secret;

/** Reporting and Configuration take any of the three; the App JWT is the one that LivePerson recommends. */
export function reportingKeys(
  credentials: AccountCredentials,
  api: 'outboundReporting' | 'outboundConfiguration',
): CredentialKeys | undefined {
  const { appJwt, oauth1, bearer } = credentials[api] ?? credentials;
  return appJwt ?? oauth1 ?? bearer;
}

/** LiveDeflect takes OAuth 1 only. */
export function liveDeflectKeys({ liveDeflect, oauth1 }: AccountCredentials): OAuth1Keys | undefined {
  return liveDeflect === undefined ? oauth1 : liveDeflect.oauth1;
}
