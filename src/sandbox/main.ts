import { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';

try {
  const sandbox = await startSandbox(optionsFrom(process.env));
  console.log(greeting(sandbox));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
} catch (error) {
  console.error(`The sandbox cannot start: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

function optionsFrom(environment: NodeJS.ProcessEnv): SandboxOptions {
  return {
    host: environment.HOST ?? '127.0.0.1',
    port: wholeNumber(environment, 'PORT', 4010, 65_535),
    transactionsPerDay: wholeNumber(environment, 'SANDBOX_TRANSACTIONS_PER_DAY', 1200, 1_000_000),
    requestsPerSecond: wholeNumber(environment, 'SANDBOX_REQUESTS_PER_SECOND', 10, 1_000_000),
  };
}

function wholeNumber(environment: NodeJS.ProcessEnv, name: string, fallback: number, max: number): number {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= max) return value;
  throw new RangeError(`${name} must be a whole number from 0 to ${max}, but is "${text}"`);
}

function greeting({ url, accounts }: Sandbox): string {
  const [first] = accounts;
  const end = Date.now() - 60 * 60_000;
  const window = `attemptedStartTime=${end - 24 * 60 * 60_000}&attemptedEndTime=${end}`;
  return [
    `LivePerson sandbox listening on ${url}`,
    ...accounts.map((account) => `\nAccount ${account.accountId}\n${JSON.stringify(account.credentials, null, 2)}`),
    '\nTry it:',
    `curl -H 'Authorization: Bearer ${first?.credentials.bearer}' '${url}/api/account/${first?.accountId}/app/prmsg/transactions/?${window}'`,
  ].join('\n');
}
