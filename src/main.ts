import { type Config, type GatewayConfig, gatewayConfig, loadConfig } from './config/config.ts';
import { ConfigError } from './config/config-error.ts';
import { loggedError } from './log/logged-error.ts';
import { openLog } from './log/logger.ts';
import type { Sandbox } from './sandbox/sandbox.ts';
import { startGateway } from './server/gateway.ts';
import { requestLine } from './server/request-log.ts';
import { settle } from './server/settle.ts';
import { startWatchdog } from './server/watchdog.ts';

/** Finishes the requests in progress. Does nothing before the gateway listens. */
let end = async (): Promise<void> => {};
let ending = false;
/** Reads the configuration again. Reloads run one after another. */
let reload = async (): Promise<void> => {};
let reloaded = Promise.resolve();
/** Writes the rest of the log, as far as it can be written. */
let flushLog = async (): Promise<void> => {};

// Set at the start, because process 1 of a container ignores signals that have no handler.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    // A second signal must not cut off requests that the first one lets finish.
    if (ending) return;
    ending = true;
    await end();
    await flushLog();
    // Timers that nobody waits for any more would keep the process alive.
    process.exit(0);
  });
}

// Without a handler, this signal would end the process.
process.on('SIGHUP', () => {
  reloaded = reloaded.then(() => reload());
});

try {
  await run(loadConfig(process.env));
} catch (error) {
  console.error(sentenceOf(error));
  await flushLog();
  // The sandbox may already listen, and would keep alive a process that serves nothing.
  process.exit(1);
}

async function run({ host, port, logLevel, redisUrl, gateway }: Config): Promise<void> {
  const { logger, droppedLines, flush } = await openLog(logLevel);
  flushLog = flush;
  // Node.js itself would print everything that the error carries.
  process.once('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'The gateway is stopping because of an internal error');
    flush().finally(() => process.exit(1));
  });
  const sandbox = gateway === null ? await startEmbedded() : null;
  const config = gateway ?? sandboxConfig(sandbox);
  const server = await startGateway(config, {
    host,
    port,
    redisUrl: redisUrl?.reveal(),
    droppedLines,
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
    reportBug: (error, id) => logger.error({ id, err: error }, 'A request failed because of an internal error'),
  });
  if (config.guard.watchdogMs > 0) startWatchdog(config.guard.watchdogMs);
  settle();
  // Set before the log says that the gateway is ready for signals.
  reload = async () => {
    try {
      const later = await server.reload(() => loadConfig(process.env).gateway ?? config);
      const rest = later.length === 0 ? '' : `; changes to ${later.join(', ')} take effect at the next start`;
      logger.info(`The configuration was reloaded${rest}`);
    } catch (error) {
      if (!(error instanceof ConfigError))
        logger.error(
          { err: error },
          'The reload failed because of an internal error; the previous configuration stays in use',
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

/** Starts the sandbox, which is not loaded with an account of its own. */
async function startEmbedded(): Promise<Sandbox> {
  const { startSandbox } = await import('./sandbox/sandbox.ts');
  return startSandbox();
}

/** The network's error code, or the first word of Redis's message. The whole message may quote the address. */
function reasonOf({ code, message }: Error & { code?: string }): string {
  return code ?? /^[A-Z]+/.exec(message)?.[0] ?? 'it does not answer';
}

function sentenceOf(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message;
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (code !== 'EADDRINUSE') return loggedError(error);
  return `Port ${port} on ${address} is already in use. Set PORT to another port, or to 0 for a free one.`;
}

/** A configuration with the sandbox's accounts; the sandbox's Domain API gives the address of Sentinel. */
function sandboxConfig(sandbox: Sandbox | null): GatewayConfig {
  const url = sandbox?.url;
  const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url };
  return gatewayConfig({
    accounts: sandbox?.accounts.map((account) => ({ ...account, endpoints })),
    callers: { mode: 'none' },
    errors: { upstreamMessages: true },
    // Its thread takes memory, and a debugger that stops at a breakpoint would trigger it.
    guard: { watchdogMs: 0 },
    web: { graphiql: true, introspection: true, cors: { origins: ['*'] } },
  });
}
