import { accountById, type SandboxAccount, sandboxAccounts } from './accounts.ts';
import { type Exchange, jsonReply, type Reply, textReply } from './http-exchange.ts';
import {
  createOAuth1Check,
  type OAuth1Parameters,
  type OAuth1Problem,
  parseOAuth1Header,
} from './oauth1-verification.ts';
import { isLiveDeflect, Refusal, refusalOf } from './refusal.ts';
import type { SandboxApi } from './settings.ts';
import { validateToken } from './token.ts';

/** The account that a request authenticates as; `accountId` is the one in the path. Rejects with a Refusal (401). */
export type Authenticate = (
  api: SandboxApi,
  exchange: Exchange,
  accountId: string | undefined,
) => Promise<SandboxAccount>;

/**
 * Reporting and Configuration accept an App JWT, OAuth 1 or a bearer token for the account in the path. LiveDeflect
 * accepts OAuth 1 only; the consumer key identifies the account.
 */
export function createAuthenticate(now: () => number): Authenticate {
  const oauth1Problem = createOAuth1Check([Date.now, now]);
  return async (api, exchange, accountId) => {
    const header = exchange.headers.authorization ?? '';
    if (header === '') throw unauthorized(api, 'No Authorization Header');
    const oauth1 = parseOAuth1Header(header);
    if (oauth1 === undefined) return bearerAccount(api, header, accountId);
    const account = isLiveDeflect(api) ? accountByKey(oauth1) : requireAccount(api, accountId);
    const problem = account === undefined ? 'consumer_key_unknown' : oauth1Problem(exchange, oauth1, account);
    if (account !== undefined && problem === undefined) return account;
    if (problem === 'nonce_used') throw unauthorized(api, 'Invalid Nonce - Nonce has been previously used');
    throw new Refusal(problemReply(problem));
  };
}

async function bearerAccount(api: SandboxApi, header: string, accountId: string | undefined): Promise<SandboxAccount> {
  if (isLiveDeflect(api)) throw unauthorized(api, 'Only OAuth 1.0 credentials are accepted');
  const account = requireAccount(api, accountId);
  const [, token] = /^bearer\s+(\S+)$/i.exec(header) ?? [];
  if (token === undefined) throw unauthorized(api, 'Unknown kind of credentials');
  if (token === account.credentials.bearer) return account;
  const validity = await validateToken(token, account);
  // An expired App JWT is answered without a trace id.
  if (validity === 'expired') throw new Refusal(jsonReply(401, { code: 0, message: 'jwt expired' }));
  if (validity === 'invalid') throw unauthorized(api, 'Invalid token');
  return account;
}

function requireAccount(api: SandboxApi, accountId = ''): SandboxAccount {
  const account = accountById(accountId);
  if (account === undefined) throw unauthorized(api, `Unknown account ${accountId}`);
  return account;
}

function accountByKey(parameters: OAuth1Parameters): SandboxAccount | undefined {
  return sandboxAccounts.find(({ credentials }) => credentials.oauth1.consumerKey === parameters.oauth_consumer_key);
}

/** Plain text, as other LivePerson services answer an invalid signature. */
function problemReply(problem: OAuth1Problem | undefined): Reply {
  const advice = encodeURIComponent(`The request was refused: ${problem}`);
  return textReply(401, `oauth_problem=${problem}&oauth_problem_advice=${advice}`);
}

function unauthorized(api: SandboxApi, message: string): Refusal {
  return new Refusal(refusalOf(api, 401, message));
}
