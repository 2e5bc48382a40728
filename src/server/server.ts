import { createServer, type Server, type ServerResponse } from 'node:http';
import { answerExport, type ExportReception } from './answer-export.ts';
import { answerGraphQL } from './answer-graphql.ts';
import type { Entrance } from './exchange.ts';
import { createGraphiql } from './graphiql-page.ts';
import { answerHealth } from './health.ts';
import type { Metrics } from './metrics.ts';
import { answerText } from './plain-answer.ts';
import { acceptsHead, hostsOf } from './request-head.ts';
import { pathOf, routeOf } from './routes.ts';
import { type SocketOptions, socketLimits } from './socket-limits.ts';

/** What a server needs to answer requests. */
export type ServerOptions = Omit<Entrance & ExportReception, 'metrics'> & {
  readonly sockets: SocketOptions;
  readonly metrics: Metrics;
  /** True once the gateway is shutting down. */
  readonly draining: () => boolean;
  /** True if the last reload was refused and the previous configuration is still active. */
  readonly reloadFailed: () => boolean;
  /** Whether the server listens on a loopback address. */
  readonly onLoopback: boolean;
};

/**
 * An HTTP server with GraphQL at `/graphql`, exports at `/graphql/export`, GraphiQL if `web.graphiql` is on, health and metrics. It does not listen
 * yet. Only GraphQL requests go through the door.
 */
export function createGatewayServer(options: ServerOptions): Server {
  const { serving, door, bodies, streams, sockets, metrics, draining, reloadFailed, overloaded, reportBug } = options;
  metrics.watch({ door, bodies, streams, places: options.places });
  const answerGraphiql = createGraphiql(reportBug);
  return createServer(socketLimits(sockets), async (request, response) => {
    const current = serving();
    const { config, upstreams, authenticator, cors } = current;
    if (!acceptsHead(request, response, hostsOf(config, options.onLoopback))) return;
    if (config.web.graphiql && answerGraphiql(upstreams.accountIds[0] ?? '', request, response)) return;
    const route = routeOf(request, response);
    if (route === null) return;
    if (route === 'health') {
      const readiness = { busy: door.busy, overloaded, draining, reloadFailed, keySet: authenticator.keySet };
      answerHealth(pathOf(request), response, readiness);
    } else if (route === 'metrics') await answerMetrics(metrics, response);
    else if (request.method === 'OPTIONS') cors.answerPreflight(request, response);
    else if (route === 'export') await answerExport(current, options, request, response);
    else await answerGraphQL(current, options, request, response);
  });
}

async function answerMetrics(metrics: Metrics, response: ServerResponse): Promise<void> {
  const { text, contentType } = await metrics.print();
  answerText(response, 200, text, { 'content-type': contentType });
}
