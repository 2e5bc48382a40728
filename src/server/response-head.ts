import type { IncomingMessage } from 'node:http';
import { ACCOUNT_HEADER } from '../callers/le-bearer-caller.ts';
import type { GatewayConfig } from '../config/config.ts';
import { COST_HEADER } from '../graphql/operations/use-operation-limits.ts';
import type { Cors } from './cors.ts';
import { FRESH_HEADER } from './request-limits.ts';
import { SECURITY_HEADERS } from './security-headers.ts';

/** The headers that a GraphQL response has whatever the answer, as names and values in turn. */
export type ResponseHead = (request: IncomingMessage) => readonly string[];

/** The request headers on which the response to a GET depends. A browser must not reuse it for another caller. */
const VARIANTS = ['Accept', 'Authorization', ACCOUNT_HEADER, COST_HEADER, FRESH_HEADER];

/** The heads of a configuration: few different ones, so each is made once. */
export function createResponseHead(
  { compression }: Pick<GatewayConfig['web'], 'compression'>,
  cors: Cors,
): ResponseHead {
  const known = new Map<string, readonly string[]>();
  const vary = (isGet: boolean) =>
    [...(isGet ? VARIANTS : []), ...(compression ? ['Accept-Encoding'] : []), ...(cors.varies ? ['Origin'] : [])].join(
      ', ',
    );
  return ({ method, headers: { origin } }) => {
    const own = cors.headersFor(origin);
    const isGet = method === 'GET';
    const name = `${isGet} ${own['Access-Control-Allow-Origin'] ?? ''}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const varied = vary(isGet);
    const head = Object.entries({ ...SECURITY_HEADERS, ...own, ...(varied !== '' && { vary: varied }) }).flat();
    known.set(name, head);
    return head;
  };
}
