import { createHash } from 'node:crypto';
import { Agent } from 'node:http';
import { gatewayConfig } from '../../src/config/config.ts';
import { startGateway } from '../../src/server/gateway.ts';
import { type RequestLine, requestLine } from '../../src/server/request-log.ts';
import { metric } from '../support/metrics.ts';
import { type Asked, type Got, send } from './asking.ts';
import type { WorldUpstream } from './world.ts';

/** One of the two gateways, over an upstream of its own. */
export type Side = {
  readonly upstream: WorldUpstream;
  /** What it logged, oldest first. */
  readonly lines: RequestLine[];
  readonly bugs: readonly unknown[];
  /** Asks it, with its own last ETag of the question where the request says `last`. */
  ask(asked: Asked): Promise<Got>;
  reload(file: object): Promise<unknown>;
  /** How many answers were ready. */
  readyAnswers(): Promise<number>;
  close(): Promise<void>;
};

/** Starts a gateway by a configuration file's JSON. Whoever starts it closes it. */
export async function startSide(upstream: WorldUpstream, file: object): Promise<Side> {
  const lines: RequestLine[] = [];
  const bugs: unknown[] = [];
  const gateway = await startGateway(gatewayConfig(file), {
    host: '127.0.0.1',
    port: 0,
    reportBug: (bug) => bugs.push(bug),
    onRequest: (facts, end) => lines.push(requestLine(facts, end)),
    now: () => Date.now(),
  });
  const agent = new Agent({ keepAlive: true });
  const tags = new Map<string, string>();
  return {
    upstream,
    lines,
    bugs,
    async ask(asked) {
      const question = createHash('sha1').update(`${asked.search} ${asked.body}`).digest('hex');
      const last = asked.headers['if-none-match'] === 'last' && { 'if-none-match': tags.get(question) ?? '"none"' };
      const got = await send(gateway.url, { ...asked, headers: { ...asked.headers, ...last } }, agent);
      if (got.headers.etag !== undefined) tags.set(question, got.headers.etag);
      return got;
    },
    reload: (next) => gateway.reload(() => gatewayConfig(next)),
    readyAnswers: async () => (await metric(gateway, 'gateway_answers_total{way="ready"}')) ?? 0,
    async close() {
      agent.destroy();
      await gateway.close();
    },
  };
}
