import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { configFile, type Environment } from './config-file.ts';

/** The accounts that the gateway serves and how it treats their upstreams; see `config-file.ts` for each setting. */
export type GatewayConfig = z.output<ReturnType<typeof configFile>>;

/** Everything that can be set. */
export type Config = {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly logLevel: string;
  /** Null when no configuration file is named: then the sandbox is the upstream. */
  readonly gateway: GatewayConfig | null;
};

const Settings = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port from 0 to 65535')
    .transform(Number)
    .pipe(z.number().max(65_535))
    .default(4000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  GATEWAY_CONFIG: z.string().min(1).optional(),
});

/** A configuration that cannot be run with: every fault, by path. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`,
    );
    this.faults = faults;
  }
}

/** Reads the environment and the file that `GATEWAY_CONFIG` names. Throws `ConfigError` with all faults of both. */
export function loadConfig(environment: Environment): Config {
  const settings = Settings.safeParse(environment);
  const path = environment.GATEWAY_CONFIG;
  const file = path ? parseGatewayConfig(readJson(path), environment) : null;
  const faults = [...faultsOf(settings.error), ...faultsOf(file?.error)];
  if (!settings.success || faults.length > 0) throw new ConfigError(faults);
  const { HOST, PORT, LOG_LEVEL } = settings.data;
  return { host: HOST, port: PORT, logLevel: LOG_LEVEL, gateway: file?.data ?? null };
}

/** The gateway's part of the configuration from JSON. Throws `ConfigError`. */
export function gatewayConfig(json: unknown, environment: Environment = {}): GatewayConfig {
  const { data, error } = parseGatewayConfig(json, environment);
  if (data === undefined) throw new ConfigError(faultsOf(error));
  return data;
}

function parseGatewayConfig(json: unknown, environment: Environment) {
  return configFile(environment).safeParse(json, { reportInput: false });
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError([`GATEWAY_CONFIG: the file ${path} cannot be read`]);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // The message may quote the file, secrets and all; the place in it may be told.
    const place = /\(line \d+ column \d+\)/.exec(String(error))?.[0] ?? '';
    throw new ConfigError([`GATEWAY_CONFIG: the file ${path} is not JSON ${place}`.trim()]);
  }
}

function faultsOf(error: z.ZodError | undefined): string[] {
  return (error?.issues ?? []).map(({ path, message }) => `${pathOf(path)}: ${message}`);
}

function pathOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'the file';
}
