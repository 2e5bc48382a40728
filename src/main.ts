import { type Config, type GatewayConfig, gatewayConfig, loadConfig } from './config/config.ts';
import { ConfigError } from './config/config-error.ts';
import { loggedError } from './log/logged-error.ts';
import { createLogger } from './log/logger.ts';
import { startSandbox } from './sandbox/sandbox.ts';
import { startGateway } from './server/gateway.ts';
import { requestLine } from './server/request-log.ts';

/** What ends the process in order; nothing runs before the gateway listens. */
let end = async (): Promise<void> => {};
let ending = false;
/** What has the configuration read anew, one after the other. */
let reload = async (): Promise<void> => {};
let reloaded = Promise.resolve();

// From the start on: the process 1 of a container is never sent a signal that it has no handler for.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    // A second signal must not cut off what the first one lets end.
    if (ending) return;
    ending = true;
    await end();
    // Timers of waits that nobody waits for any more would keep the process.
    process.exit(0);
  });
}

// It would end a process that has no handler for it.
process.on('SIGHUP', () => {
  reloaded = reloaded.then(() => reload());
});

try {
  await run(loadConfig(process.env));
} catch (error) {
  console.error(sentenceOf(error));
  // The sandbox may be listening already, and would keep a process alive that serves nothing.
  process.exit(1);
}

async function run({ host, port, logLevel, redisUrl, gateway }: Config): Promise<void> {
  const logger = await createLogger(logLevel);
  // Node.js itself would print all that the error carries.
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'The gateway is stopping because of an internal fault');
    process.exit(1);
  });
  const sandbox = gateway === null ? await startSandbox() : null;
  const config = gateway ?? sandboxConfig(sandbox);
  const server = await startGateway(config, {
    host,
    port,
    redisUrl: redisUrl?.reveal(),
    onRedisDown: (error) =>
      logger.warn(`Redis is unavailable, so this process continues on its own: ${reasonOf(error)}`),
    onRedisWriteRefused: (reason) =>
      logger.warn(`Redis refuses to write, so alerts with an idempotencyKey are not sent: ${reason}`),
    onRedisWarning: (sentence) => logger.warn(sentence),
    onTracesLost: (reason) =>
      logger.warn(`Traces are being lost because the collector does not accept them: ${reason}`),
    onRequest(facts, end) {
      if (logger.isLevelEnabled('info')) logger.info(requestLine(facts, end), 'request');
    },
    onUpstreamFailure: (failure) => logger.warn(failure, 'An upstream call failed'),
    reportBug: (error, id) => logger.error({ id, err: error }, 'A request failed because of a fault in the gateway'),
  });
  // Before anybody is told that there is something to reload, or to end.
  reload = async () => {
    try {
      const later = await server.reload(() => loadConfig(process.env).gateway ?? config);
      const rest = later.length === 0 ? '' : `; changes to ${later.join(', ')} take effect at the next start`;
      logger.info(`The configuration was reloaded${rest}`);
    } catch (error) {
      if (!(error instanceof ConfigError))
        logger.error(
          { err: error },
          'The reload failed because of an internal fault; the previous configuration stays in use',
        );
      else logger.error(`The new configuration is invalid, so the previous one stays in use. ${error.message}`);
    }
  };
  end = async () => {
    logger.info('Shutting down: finishing the requests in progress');
    await server.close();
    await sandbox?.close();
  };
  logger.info(
    `${config.web.graphiql ? 'GraphiQL and the GraphQL endpoint are' : 'The GraphQL endpoint is'} at ${server.url}`,
  );
  if (sandbox !== null) {
    logger.info(
      `GATEWAY_CONFIG is not set, so the gateway uses the embedded sandbox at ${sandbox.url}, which has made-up data`,
    );
  }
  if (gateway?.callers.mode === 'none') {
    logger.warn('callers.mode is none: anyone who can reach the gateway can query it');
  }
}

/** The code of what the network did, or the first word of what Redis said; its whole sentence may quote the address. */
function reasonOf({ code, message }: Error & { code?: string }): string {
  return code ?? /^[A-Z]+/.exec(message)?.[0] ?? 'it does not answer';
}

function sentenceOf(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message;
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (code !== 'EADDRINUSE') return loggedError(error);
  return `Port ${port} on ${address} is already in use. Set PORT to another port, or to 0 for a free one.`;
}

/** The sandbox's accounts as a configuration; its Domain API tells where Sentinel is. */
function sandboxConfig(sandbox: Awaited<ReturnType<typeof startSandbox>> | null): GatewayConfig {
  const url = sandbox?.url;
  const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url };
  return gatewayConfig({
    accounts: sandbox?.accounts.map((account) => ({ ...account, endpoints })),
    callers: { mode: 'none' },
    errors: { upstreamMessages: true },
    web: { graphiql: true, introspection: true, cors: { origins: ['*'] } },
  });
}
