import { SCOPES, type Scope } from '../../src/callers/scope.ts';
import { allBut } from '../support/callers.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import type { SigningKey } from '../support/issuer.ts';
import { OTHER_ID } from './questions.ts';

/** When each run begins; a midnight is three hours and ten seconds away. */
export const START = Date.parse('2026-03-15T20:59:50.000Z');

/** How callers prove who they are. */
export type Mode = 'jwt' | 'leBearer' | 'none';

/** The headers of callers, by name. */
export type Callers = Readonly<Record<string, Record<string, string>>>;

/** The tokens of callers' own that LivePerson knows. */
export const OWN_TOKENS = ['le-ada', 'le-bea'] as const;

const BOTH = [ACCOUNT_ID, OTHER_ID];
const bearer = (token: string, more: Record<string, string> = {}) => ({ authorization: `Bearer ${token}`, ...more });
const seconds = (fromStart: number) => START / 1000 + fromStart;

/** Callers of any rights, and some without any; `stranger` signs for no issuer of ours. */
export async function callersOf(mode: Mode, key: SigningKey, stranger: SigningKey): Promise<Callers> {
  if (mode === 'none') return { nobody: {}, somebody: bearer('any') };
  if (mode === 'leBearer') {
    const of = (id: string) => ({ 'x-liveperson-account-id': id });
    return {
      ada: bearer('le-ada', of(ACCOUNT_ID)),
      adaOfOther: bearer('le-ada', of(OTHER_ID)),
      bea: bearer('le-bea', of(ACCOUNT_ID)),
      nowhere: bearer('le-bea'),
      wrong: bearer('le-bea', of('x')),
      nobody: {},
    };
  }
  const token = async (sub: string, accounts: unknown, scopes: readonly string[], more: object = {}, by = key) =>
    bearer(await by.sign({ sub, accounts, scope: scopes.join(' '), exp: seconds(90 * 24 * 3600), ...more }));
  const reads: readonly Scope[] = ['analytics:read', 'transactions:read', 'configuration:read'];
  return {
    ada: await token('ada', BOTH, SCOPES),
    adaAgain: await token('ada', BOTH, SCOPES, { jti: '2' }),
    bea: await token('bea', BOTH.toReversed(), SCOPES.toReversed()),
    cem: await token('cem', BOTH, allBut('pii:read')),
    dan: await token('dan', [ACCOUNT_ID], SCOPES),
    eve: await token('eve', '*', SCOPES),
    fay: await token('fay', [OTHER_ID], SCOPES),
    gus: await token('gus', BOTH, ['analytics:read']),
    hal: await token('hal', BOTH, reads),
    ida: await token('ida', BOTH, ['agent']),
    soonExpired: await token('kim', BOTH, SCOPES, { exp: seconds(20) }),
    jon: await token('jon', [], SCOPES),
    anonymous: await token('', BOTH, SCOPES, { sub: undefined }),
    soonValid: await token('lea', BOTH, SCOPES, { nbf: seconds(100) }),
    expired: await token('ada', BOTH, SCOPES, { exp: seconds(-120) }),
    stranger: await token('ada', BOTH, SCOPES, {}, stranger),
    cut: bearer('ey.ey.ey'),
    basic: { authorization: 'Basic YTpi' },
    nobody: {},
  };
}
