import {
  errors,
  exportJWK,
  type GenerateKeyPairResult,
  generateKeyPair,
  type JSONWebKeySet,
  jwtVerify,
  SignJWT,
} from 'jose';
import { accountById, type SandboxAccount } from './accounts.ts';
import { type Exchange, jsonReply, type Reply } from './http-exchange.ts';
import { hashText, idFrom, mix } from './random.ts';

const keyId = 'appjwt-sandbox-1';
const algorithm = 'RS256';

let keys: Promise<GenerateKeyPairResult> | undefined;

/**
 * The key pair of this process, generated once in the background: it takes a few hundred milliseconds, which only the
 * first token waits for.
 */
export function sandboxKeys(): Promise<GenerateKeyPairResult> {
  keys ??= generateKeyPair(algorithm);
  return keys;
}

/**
 * Issues an App JWT for client credentials in the query, the form, or both (Sentinel, app token). 400 without
 * grant_type=client_credentials, 401 for an unknown account or a wrong secret.
 */
export async function answerToken(
  exchange: Exchange,
  parts: Record<string, string>,
  lifetimeMs: number,
): Promise<Reply> {
  const form = new URLSearchParams(exchange.text);
  const parameter = (name: string): string | null => form.get(name) ?? exchange.query.get(name);
  if (parameter('grant_type') !== 'client_credentials') return jsonReply(400, { error: 'unsupported_grant_type' });
  const account = accountById(parts.accountId ?? '');
  const { clientId, clientSecret } = account?.credentials.appJwt ?? {};
  const isKnown = parameter('client_id') === clientId && parameter('client_secret') === clientSecret;
  if (account === undefined || !isKnown) return jsonReply(401, { error: 'invalid_client' });
  return jsonReply(200, { access_token: await issueToken(account, lifetimeMs), token_type: 'Bearer' });
}

/** The public key that App JWTs are signed with (Sentinel, JWKS). */
export async function answerJwks(): Promise<Reply> {
  const { publicKey } = await sandboxKeys();
  const keySet: JSONWebKeySet = { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: algorithm, use: 'sig' }] };
  return jsonReply(200, keySet);
}

/** Whether an App JWT is valid for the account, by the machine's clock. */
export async function validateToken(token: string, account: SandboxAccount): Promise<'valid' | 'expired' | 'invalid'> {
  const { publicKey } = await sandboxKeys();
  try {
    await jwtVerify(token, publicKey, { audience: `le${account.accountId}`, algorithms: [algorithm] });
    return 'valid';
  } catch (error) {
    return error instanceof errors.JWTExpired ? 'expired' : 'invalid';
  }
}

async function issueToken({ accountId }: SandboxAccount, lifetimeMs: number): Promise<string> {
  const { privateKey } = await sandboxKeys();
  const issuedAt = Math.floor(Date.now() / 1000);
  const installation = hashText(accountId);
  return new SignJWT({
    azp: idFrom(installation, mix(installation, 1), mix(installation, 2), mix(installation, 3)),
    scope: 'msg.consumer',
  })
    .setProtectedHeader({ typ: 'JWT', alg: algorithm, kid: keyId })
    .setAudience(`le${accountId}`)
    .setIssuer('Sentinel')
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + Math.floor(lifetimeMs / 1000))
    .sign(privateKey);
}
