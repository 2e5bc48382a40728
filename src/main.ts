import { type Logger, pino } from 'pino';
import { type Config, type GatewayConfig, gatewayConfig, loadConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { startGateway } from './gateway.ts';
import { startSandbox } from './sandbox/sandbox.ts';

try {
  await run(loadConfig(process.env));
} catch (error) {
  console.error(sentenceOf(error));
  // The sandbox may be listening already, and would keep a process alive that serves nothing.
  process.exit(1);
}

async function run({ host, port, logLevel, redisUrl, gateway }: Config): Promise<void> {
  const logger = await createLogger(logLevel);
  const sandbox = gateway === null ? await startSandbox() : null;
  const config = gateway ?? sandboxConfig(sandbox);
  const server = await startGateway(config, {
    host,
    port,
    redisUrl: redisUrl?.reveal(),
    onRedisDown: (error) => logger.warn(`Redis is gone, so this process goes on alone: ${error.message}`),
    reportBug: (error) => logger.error({ err: error }, 'A request failed by a fault of the gateway'),
  });
  logger.info(`GraphiQL and the GraphQL endpoint are at ${server.url}`);
  if (sandbox !== null) {
    logger.info(
      `No GATEWAY_CONFIG is set, so the upstream is the embedded sandbox at ${sandbox.url}, with made-up data`,
    );
  }
  if (gateway?.callers.mode === 'none') {
    logger.warn('The configuration has callers.mode none, so whoever reaches the gateway may ask it');
  }
  const stop = async () => {
    logger.info('Closing: finishing the requests that run');
    await server.close();
    await sandbox?.close();
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
}

function sentenceOf(error: unknown): unknown {
  if (error instanceof ConfigError) return error.message;
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (code !== 'EADDRINUSE') return error;
  return `The port ${port} of ${address} is taken: set PORT to another one, or to 0 for a free one.`;
}

/** The sandbox's accounts as a configuration; its Domain API tells where Sentinel is. */
function sandboxConfig(sandbox: Awaited<ReturnType<typeof startSandbox>> | null): GatewayConfig {
  const url = sandbox?.url;
  const endpoints = { domainApi: url, reporting: url, configuration: url, liveDeflect: url };
  return gatewayConfig({
    accounts: sandbox?.accounts.map((account) => ({ ...account, endpoints })),
    callers: { mode: 'none' },
    web: { graphiql: true, introspection: true, cors: { origins: ['*'] } },
  });
}

/** One JSON object a line; on a terminal, for people. */
async function createLogger(level: string): Promise<Logger> {
  if (!process.stdout.isTTY) return pino({ level });
  const { default: pretty } = await import('pino-pretty');
  return pino({ level }, pretty({ ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss', sync: true }));
}
