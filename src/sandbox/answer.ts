import { createAuthenticate } from './authentication.ts';
import type { FaultList } from './faults.ts';
import { bodyOf, type Exchange, type Reply } from './http-exchange.ts';
import { createRateLimit } from './rate-limit.ts';
import { Refusal, refusalOf } from './refusal.ts';
import type { Route } from './routes.ts';
import type { SandboxApi, Settings } from './settings.ts';
import { createWorld, type Handler } from './world.ts';

/** Answers a request to a known route; never rejects. */
export type Answer = (exchange: Exchange, found: { route: Route; parts: Record<string, string> }) => Promise<Reply>;

/** Answers the requests of one sandbox: authentication, then the rate limit, then the route's handler. */
export function createAnswer(settings: Settings, faults: FaultList): Answer {
  const world = createWorld(settings);
  const authenticate = createAuthenticate(settings.now);
  const allows = createRateLimit(settings.requestsPerSecond);
  const guarded = async (api: SandboxApi, handler: Handler, exchange: Exchange, parts: Record<string, string>) => {
    const account = await authenticate(api, exchange, parts.accountId);
    if (!allows(account.accountId, api, exchange.arrivedAt))
      throw new Refusal(refusalOf(api, 429, 'Rate limit exceeded'));
    return handler({ world, exchange, account, parts, body: jsonBodyOf(api, exchange) });
  };
  return async (exchange, { route, parts }) => {
    try {
      if (exchange.tooLarge) return refusalOf(route.api, 413, 'The body is larger than 1 MB');
      if ('open' in route) return await route.open(exchange, parts, { settings, faults });
      return await guarded(route.api, route.guarded, exchange, parts);
    } catch (error) {
      return error instanceof Refusal ? error.reply : refusalOf(route.api, 500, 'Internal server error');
    }
  };
}

function jsonBodyOf(api: SandboxApi, exchange: Exchange): Record<string, unknown> {
  const body = bodyOf(exchange) ?? {};
  if (typeof body === 'object' && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new Refusal(refusalOf(api, 400, 'The body must be a JSON object'));
}
