import type { LevelWithSilent } from 'pino';
import { z } from 'zod';
import { Secret } from '../upstream/auth/secret.ts';
import { ConfigError } from './config-error.ts';
import { configSchema } from './file.ts';
import { readJsonFile } from './read-json-file.ts';
import type { Environment } from './secret.ts';

/** The settings of a configuration file, with defaults filled in; `config/file.ts` describes each. */
export type GatewayConfig = z.output<ReturnType<typeof configSchema>>;

/** All settings: those of the environment and those of the configuration file. */
export type Config = {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly logLevel: LevelWithSilent;
  /** Undefined when this process shares nothing with other processes. */
  readonly redisUrl: Secret | undefined;
  /** Null when `GATEWAY_CONFIG` is not set; the upstream is then the embedded sandbox. */
  readonly gateway: GatewayConfig | null;
};

const PORT_RANGE = 'must be a port from 0 to 65535';

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, PORT_RANGE)
    .transform(Number)
    .pipe(z.number().max(65_535, PORT_RANGE))
    .default(4000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  GATEWAY_CONFIG: z.string().min(1).optional(),
  REDIS_URL: z
    .string()
    .refine((url) => /^rediss?:\/\/\S+$/.test(url) && URL.canParse(url), 'must be a redis:// or rediss:// URL')
    .transform((url) => new Secret(url))
    .optional(),
});

/** Reads the environment and the file that `GATEWAY_CONFIG` names. Throws `ConfigError` with all errors in both. */
export function loadConfig(environment: Environment): Config {
  const settings = environmentSchema.safeParse(environment);
  const path = environment.GATEWAY_CONFIG;
  const file = path ? readGatewayConfig(path, environment) : { errors: [] };
  const errors = [...errorsOf(settings.error), ...file.errors];
  if (!settings.success || errors.length > 0) throw new ConfigError(errors);
  const { HOST, PORT, LOG_LEVEL, REDIS_URL } = settings.data;
  return { host: HOST, port: PORT, logLevel: LOG_LEVEL, redisUrl: REDIS_URL, gateway: file.data ?? null };
}

/** The configuration of a parsed file. Throws `ConfigError`. */
export function gatewayConfig(json: unknown, environment: Environment = {}): GatewayConfig {
  const { data, error } = parseGatewayConfig(json, environment);
  if (data === undefined) throw new ConfigError(errorsOf(error));
  return data;
}

function parseGatewayConfig(json: unknown, environment: Environment) {
  return configSchema(environment).safeParse(json, { reportInput: false });
}

/** The file's configuration, or its errors. */
function readGatewayConfig(path: string, environment: Environment): { data?: GatewayConfig; errors: string[] } {
  const file = readJsonFile(path);
  if ('error' in file) return { errors: [`GATEWAY_CONFIG: ${file.error}`] };
  const { data, error } = parseGatewayConfig(file.json, environment);
  return { ...(data && { data }), errors: errorsOf(error) };
}

function errorsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${pathOf(path)}: ${message}`);
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}
