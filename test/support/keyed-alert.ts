import { request } from 'node:http';
import { alertInput } from './alert.ts';
import { accountAt, type GraphQLAnswer, startTestGateway, type TestGateway } from './gateway.ts';
import { type Answer, type SeenRequest, startUpstream } from './upstream.ts';

const OUTCOME = `__typename
  ... on ProactiveAlertSent { messageName sentAt channelResponse replayed }
  ... on ProactiveAlertRefused { reason detail replayed }
  ... on ProactiveAlertInvalid { problems { path message } }
  ... on ProactiveAlertOutcomeUnknown { reason replayed }`;

const ONE = `mutation ($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) { ${OUTCOME} } }`;
const MANY = `mutation ($inputs: [SendProactiveAlertInput!]!) { sendProactiveAlerts(inputs: $inputs) { ${OUTCOME} } }`;

/** Sends an alert with an idempotency key; `code` is that of the error, undefined where there is none. */
export async function sendKeyed(
  gateway: Pick<TestGateway, 'query'>,
  idempotencyKey: string | null,
  more: Record<string, unknown> = {},
  init?: RequestInit,
) {
  const { data, errors } = await gateway.query(ONE, { input: alertInput({ idempotencyKey, ...more }) }, init);
  return { payload: data?.sendProactiveAlert ?? null, code: errors?.[0]?.extensions.code };
}

/** Sends alerts as a client that leaves, connection and all, when it is told to. */
export function sendAndLeave({ url }: Pick<TestGateway, 'url'>, inputs: readonly unknown[]): { leave(): void } {
  const headers = { 'content-type': 'application/json' };
  const client = request(url, { method: 'POST', headers, agent: false }).on('error', () => {});
  client.end(JSON.stringify({ query: MANY, variables: { inputs } }));
  return { leave: () => client.destroy() };
}

/** Sends alerts in one list. */
export async function sendBatch(gateway: TestGateway, inputs: readonly unknown[], init?: RequestInit) {
  const { data, errors } = await gateway.query(MANY, { inputs }, init);
  return { payloads: data?.sendProactiveAlerts ?? null, errors };
}

/** What a client gets for the how-manieth alert that `startAlertUpstream` sent. */
export function sentPayload(index: number, replayed: boolean) {
  const [messageName, sentAt] = [`message-${index}`, SENT_AT];
  const channelResponse = { name: messageName, sendTime: sentAt };
  return { __typename: 'ProactiveAlertSent', messageName, sentAt, channelResponse, replayed };
}

const SENT_AT = '2026-03-15T11:59:00.000Z';
const WARM_UP = 'warm-up';

/** An upstream of alerts; `alerts` are those that it was asked to send. */
export type AlertUpstream = { readonly url: string; readonly alerts: readonly SeenRequest[] };

/** Starts one; what `answer` says nothing of is sent, as `message-` and its number. */
export async function startAlertUpstream(
  answer: (index: number, alert: SeenRequest) => Answer | undefined | Promise<Answer | undefined> = () => undefined,
): Promise<AlertUpstream> {
  const alerts: SeenRequest[] = [];
  const { url } = await startUpstream(async (request) => {
    if ((request.body as { skill: string }).skill === WARM_UP) return { json: { success: true } };
    const index = alerts.push(request) - 1;
    const response = { name: `message-${index}`, sendTime: SENT_AT };
    return (await answer(index, request)) ?? { json: { success: true, response } };
  });
  return { url, alerts };
}

/** A gateway over `upstream` that repeats nothing; with a Redis, it is connected to it. */
export async function keyedGateway(
  upstream: Pick<AlertUpstream, 'url'>,
  config: Record<string, unknown> = {},
  redisUrl?: string,
): Promise<TestGateway> {
  const retry = { rateLimitedMs: [], unavailableMs: [], unreachableMs: [] };
  const file = { accounts: [accountAt(upstream.url)], retry, ...config };
  const gateway = await startTestGateway(file, undefined, redisUrl);
  if (redisUrl !== undefined) await connected(gateway);
  return gateway;
}

/** A gateway that another process runs at `url`. */
export function queryAt(url: string): Pick<TestGateway, 'url' | 'query'> {
  return {
    url,
    async query(query, variables) {
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      return (await response.json()) as GraphQLAnswer;
    },
  };
}

/** Waits until a gateway takes idempotency keys, and so has its Redis. */
export async function connected(gateway: Pick<TestGateway, 'query'>): Promise<void> {
  while ((await sendKeyed(gateway, crypto.randomUUID(), { skill: WARM_UP })).payload === null);
}
