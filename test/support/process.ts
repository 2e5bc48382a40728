import { once } from 'node:events';
import { until } from './held-upstream.ts';
import { startMain } from './main-process.ts';

/** A gateway as a process, as it is run. */
export type GatewayProcess = {
  /** The address of its GraphQL endpoint; resolves when it says so. */
  url(): Promise<string>;
  /** All that it has printed on both streams. */
  output(): string;
  /** Tells it to end, or waits for its end when it does by itself; its exit code. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
};

/** Starts `src/main.ts` for the running test, on a free port and in this environment alone. */
export function startProcess(environment: Record<string, string>): GatewayProcess {
  const child = startMain(environment);
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(String(chunk)));
  const output = () => printed.join('');
  const address = () => /http:\S+?\/graphql/.exec(output())?.[0];
  const ended = once(child, 'close');
  return {
    output,
    async url() {
      await until(() => address() !== undefined || child.exitCode !== null);
      return address() ?? '';
    },
    async end(signal) {
      if (signal !== undefined) child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}
