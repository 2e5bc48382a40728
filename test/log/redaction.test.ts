import { describe, expect, it, onTestFinished } from 'vitest';
import { gatewayConfig } from '../../src/config/config.ts';
import { createLogger } from '../../src/log/logger.ts';
import { startGateway } from '../../src/server/gateway.ts';
import { startCollector } from '../support/collector.ts';
import { configPath } from '../support/config.ts';
import { accountAt, OPEN } from '../support/gateway.ts';
import { until } from '../support/held-upstream.ts';
import { startProcess } from '../support/process.ts';
import { refusingUrl } from '../support/sender.ts';
import { type Answer, type SeenRequest, startUpstream } from '../support/upstream.ts';

/** What must be in no output. Numbers differ, so that a leak tells where it came from. */
const SECRETS = {
  clientSecret: 'planted-client-secret',
  consumerSecret: 'planted-consumer-secret',
  tokenSecret: 'planted-token-secret',
  bearer: 'planted-bearer',
  token: 'planted-app-jwt',
  redis: 'planted-redis',
  caller: 'planted-caller-token',
  header: 'planted-cookie',
};
const NUMBERS = {
  recipient: '2025550101',
  literal: '12025550102',
  operation: '12025550103',
  wrong: '12025550104',
  answer: '12025550105',
  errorBody: '12025550106',
  html: '12025550107',
  malformed: '12025550108',
  digits: '7771234599',
};
const PLANTED = [...Object.values(SECRETS), ...Object.values(NUMBERS), '202-555-0101', '5550101'];

/** Which of the planted texts are in `text`. */
const found = (text: string) => PLANTED.filter((planted) => text.includes(planted));

const CREDENTIALS = {
  appJwt: { clientId: 'client', clientSecret: { env: 'LP_CLIENT_SECRET' } },
  oauth1: {
    consumerKey: 'key',
    consumerSecret: SECRETS.consumerSecret,
    token: 'token',
    tokenSecret: SECRETS.tokenSecret,
  },
  bearer: SECRETS.bearer,
};
const HEADERS = {
  'content-type': 'application/json',
  authorization: `Bearer ${SECRETS.caller}`,
  cookie: `session=${SECRETS.header}`,
  'x-customer-phone': NUMBERS.recipient,
};
const DAY = '{ start: "2026-03-10T00:00:00Z", end: "2026-03-10T12:00:00Z" }';

/** Answers by the campaign that is asked for; everything holds a number. */
function answer({ path, body }: SeenRequest): Answer | Promise<Answer> {
  if (path.includes('/app/token')) return { json: { access_token: SECRETS.token } };
  if (path.includes('proactiveAlert')) {
    const message = `No such number +${NUMBERS.errorBody} ${JSON.stringify(body)}`;
    return { status: 500, json: { code: NUMBERS.errorBody, message, requestTraceId: 'trace' } };
  }
  if (path.includes('refused')) return { status: 401, json: { code: 401, message: `+${NUMBERS.errorBody}` } };
  if (path.includes('html')) return { status: 500, text: `<html>${NUMBERS.html}</html>` };
  if (path.includes('malformed')) return { text: `{"number": "${NUMBERS.malformed}", ${NUMBERS.malformed} ` };
  if (path.includes('reset')) return (response) => response.destroy();
  if (path.includes('held')) return new Promise((resolve) => setTimeout(resolve, 1500, { json: { analytics: [] } }));
  const event = { customerPhoneNumber: NUMBERS.answer, callerEnteredDigits: NUMBERS.digits, eventType: 7 };
  return { json: { success: 'true', data: { 1: [event] }, analytics: [event], transactions: [{ number: event }] } };
}

const campaign = (id: string) =>
  `{ account(accountId: "12345678") { campaign(campaignId: "${id}") { analytics { totals { sent } } } } }`;

const SEND = `mutation Send($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { __typename } }`;
const INPUT = {
  accountId: '12345678',
  skill: 'service',
  recipient: { countryCode: '1', phoneNumber: '202-555-0101' },
  template: { name: 'flightdelay', language: 'english', variables: { '@Code': NUMBERS.digits } },
};

/** Successes, failures of every kind, and invalid operations. */
const QUESTIONS: readonly { query: string; variables?: unknown }[] = [
  ...['fine', 'refused', 'html', 'malformed', 'reset', NUMBERS.literal].map((id) => ({ query: campaign(id) })),
  { query: SEND, variables: { input: INPUT } },
  { query: SEND, variables: { input: { ...INPUT, recipient: { countryCode: '1', phoneNumber: NUMBERS.wrong } } } },
  { query: SEND, variables: { input: { ...INPUT, recipient: NUMBERS.wrong } } },
  { query: SEND, variables: { input: { ...INPUT, [`f${NUMBERS.wrong}`]: 1 } } },
  { query: `{ account(accountId: "12345678") { deflections(during: ${DAY}) { nodes { callId } } } }` },
  { query: `{ account(accountId: "12345678") { transactions(attempted: ${DAY}) { nodes { transactionId } } } }` },
  { query: `{ account(accountId: "12345678") { handoffs { nodes { name } } } }` },
  { query: `query Call${NUMBERS.operation} { account(accountId: "+${NUMBERS.literal}") { accountId } }` },
  { query: `{ account(accountId: "12345678") { handoffs(first: "${NUMBERS.wrong}") { nodes { name } } } }` },
  { query: `{ account(accountId: "12345678") { handoffs(first: ${NUMBERS.wrong}) { nodes { name } } } }` },
  { query: `{ account(accountId: "12345678") { handoffs(after: "${NUMBERS.wrong}") { nodes { name } } } }` },
  { query: `{ node(id: "${NUMBERS.wrong}") { id } }` },
  { query: `{ f${NUMBERS.wrong} }` },
  { query: `{ account(accountId: "12345678" ${NUMBERS.wrong}` },
  { query: `"${NUMBERS.wrong}"` },
];

describe('what a gateway prints, tells, counts and traces', () => {
  it('holds no secret, number or digits, whatever goes wrong', { timeout: 60_000 }, async () => {
    const upstream = await startUpstream(answer);
    const collector = await startCollector();
    const redis = new URL(await refusingUrl()).host;
    const gateway = startProcess({
      LOG_LEVEL: 'debug',
      LP_CLIENT_SECRET: SECRETS.clientSecret,
      REDIS_URL: `redis://:${SECRETS.redis}@${redis}`,
      GATEWAY_CONFIG: configPath({
        ...OPEN,
        accounts: [accountAt(upstream.url, { credentials: CREDENTIALS })],
        retry: { rateLimitedMs: [], unavailableMs: [1], unreachableMs: [1], jitter: 0 },
        door: { concurrency: 1, queue: 0 },
        tracing: { otlpUrl: collector.otlpUrl },
        errors: { upstreamMessages: true },
      }),
    });
    const url = await gateway.url();
    const ask = async (body: unknown) => {
      const response = await fetch(url, { method: 'POST', headers: HEADERS, body: JSON.stringify(body) });
      return { status: response.status, text: await response.text() };
    };
    const told: string[] = [];
    for (const question of QUESTIONS) told.push((await ask(question)).text);
    const held = ask({ query: campaign('held') });
    await until(() => upstream.asked().some((path) => path.includes('held')));
    const refused = await ask({ query: campaign('fine') });
    expect(refused.status).toBe(503);
    told.push(refused.text, (await held).text, await (await fetch(new URL('/metrics', url))).text());
    const plain = await fetch(url, { method: 'POST', headers: HEADERS, body: `{"query": ${NUMBERS.wrong}x` });
    told.push(await plain.text());
    expect(await gateway.end('SIGTERM')).toBe(0);

    expect(upstream.requests.some(({ body }) => JSON.stringify(body ?? '').includes(NUMBERS.recipient))).toBe(true);
    expect(gateway.output().match(/"msg":"request"/g)).toHaveLength(QUESTIONS.length + 3);
    expect(gateway.output()).toContain('No such number [redacted] {…}');
    expect(told.join()).toContain('"upstreamMessage":"[redacted]"');
    expect(gateway.output()).toContain('Redis is unavailable');
    expect(collector.spans().length).toBeGreaterThan(QUESTIONS.length);
    expect(found(gateway.output())).toEqual([]);
    expect(told.flatMap(found)).toEqual([]);
    expect(found(collector.text())).toEqual([]);
  });

  it('holds no secret of a configuration that is wrong', { timeout: 60_000 }, async () => {
    const wrong = {
      ...CREDENTIALS,
      bearer: [SECRETS.bearer],
      appJwt: { clientSecret: { envy: SECRETS.clientSecret } },
    };
    const gateway = startProcess({
      LOG_LEVEL: 'debug',
      REDIS_URL: `redis://:${SECRETS.redis}/not-escaped@127.0.0.1`,
      GATEWAY_CONFIG: configPath({
        accounts: [accountAt('ftp://x', { credentials: wrong })],
        tracing: { otlpUrl: 'x' },
      }),
    });
    expect(await gateway.end()).toBe(1);
    expect(gateway.output()).toContain('accounts[0].credentials');
    expect(gateway.output()).toContain('REDIS_URL: ');
    expect(found(gateway.output())).toEqual([]);
  });

  it('holds nothing that a bug carries, and names the request that met it', async () => {
    const lines: string[] = [];
    const logger = createLogger('debug', { write: (line) => void lines.push(line) });
    const gateway = await startGateway(gatewayConfig({ ...OPEN, accounts: [accountAt('http://localhost:1')] }), {
      host: '127.0.0.1',
      port: 0,
      reportBug: (error, id) => logger.error({ id, err: error }, 'bug'),
      now: () => {
        const cause = Object.assign(new Error('x'), { headers: HEADERS, command: { args: [SECRETS.redis] } });
        throw Object.assign(new Error(`Sent to +${NUMBERS.recipient}: "${SECRETS.token}"`, { cause }), { body: INPUT });
      },
    });
    onTestFinished(() => gateway.close());
    const headers = { ...HEADERS, 'x-request-id': 'met-a-bug' };
    const response = await fetch(gateway.url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    expect(found(await response.text())).toEqual([]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { id: 'met-a-bug', msg: 'bug', err: { type: 'Error', stack: expect.stringContaining('redaction.test') } },
    ]);
    expect(found(lines.join(''))).toEqual([]);
  });
});
