import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ACCOUNT_HEADER } from '../callers/le-bearer-caller.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { beginRequest, type Witnesses } from './begin-request.ts';
import { type Door, throughDoor } from './door.ts';
import { createGraphiql } from './graphiql-page.ts';
import { answerHealth } from './health.ts';
import type { Metrics } from './metrics.ts';
import { answerText } from './plain-answer.ts';
import { pathOf, routeOf } from './routes.ts';
import { setSecurityHeaders } from './security-headers.ts';
import type { Serving } from './serving.ts';
import { type SocketOptions, socketLimits } from './socket-limits.ts';

/** What a server serves, and how. */
export type ServerOptions = Omit<Witnesses, 'metrics'> & {
  /** What requests that come now are answered by. */
  readonly serving: () => Serving;
  readonly door: Door;
  readonly sockets: SocketOptions;
  readonly metrics: Metrics;
  /** True once the gateway was told to stop. */
  readonly draining: () => boolean;
  /** True when the last configuration to be reloaded was refused. */
  readonly refused: () => boolean;
  readonly reportBug: ReportBug;
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

/**
 * An HTTP server that answers GraphQL at `/graphql`, and a browser with GraphiQL where that is allowed; health and
 * metrics beside it. Not yet listening. GraphQL requests go through the door, nothing else does.
 */
export function createGatewayServer(options: ServerOptions): Server {
  const { serving, door, sockets, metrics, draining, refused, reportBug, now } = options;
  metrics.watch(door);
  const answerGraphiql = createGraphiql(now, reportBug);
  return createServer(socketLimits(sockets), async (request, response) => {
    setSecurityHeaders(response);
    const current = serving();
    const { config, upstreams, authenticator, answerCors } = current;
    if (config.web.graphiql && answerGraphiql(upstreams.accountIds[0] ?? '', request, response)) return;
    const route = routeOf(request, response);
    if (route === null) return;
    if (route === 'health') {
      const readiness = { busy: door.busy, draining, refused, keySet: authenticator.keySet };
      answerHealth(pathOf(request), response, readiness);
    } else if (route === 'metrics') await answerMetrics(metrics, response);
    else if (!answerCors(request, response)) ask(current, options, request, response);
  });
}

/** Answers a GraphQL request by what served when it came, as soon as the door lets it in. */
function ask(
  { config, answer }: Serving,
  options: ServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const arrival = beginRequest(request, response, options);
  // The answer to a GET may be kept: for whoever asked, and nobody else who comes to the same browser.
  if (request.method === 'GET') response.appendHeader('vary', `Authorization, ${ACCOUNT_HEADER}`);
  throughDoor(options.door, config.deadlineMs, request, response, () => {
    arrival.facts.admitted = true;
    answer(request, response, arrival);
  });
}

async function answerMetrics(metrics: Metrics, response: ServerResponse): Promise<void> {
  const { text, contentType } = await metrics.print();
  answerText(response, 200, text, { 'content-type': contentType });
}
