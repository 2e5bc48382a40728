import { describe, expect, it } from 'vitest';
import type { SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { MARCH_10 } from '../support/ask.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startSandboxed } from '../support/sandbox.ts';

const HOUR = 'attempted: { start: "2026-03-10T10:00:00Z", end: "2026-03-10T11:00:00Z" }';
const MESSAGE = `id transactionId consumerId conversationId status timeline { step time } error { meaning }
  campaign { id campaignId } handoff { id name channels { channel } }`;
/** The calls of the message's conversation, and the alerts of that day for its skill. */
const DAY = `
  deflections(during: ${MARCH_10}, filter: { conversationIds: [$conversationId] }) { nodes { id channel accepted } }
  proactiveAlerts(during: ${MARCH_10}, filter: { skills: [$skill] }) { nodes { id skill templateName time } }`;
const BY_ID = `query ($id: ID!, $conversationId: String!, $skill: String!) {
  node(id: $id) { ... on Transaction { ${MESSAGE} } }
  account(accountId: "${ACCOUNT_ID}") { ${DAY} }
}`;
const BY_CONSUMER = `query ($consumerId: String!, $conversationId: String!, $skill: String!) {
  account(accountId: "${ACCOUNT_ID}") {
    transactions(${HOUR}, filter: { consumerIds: [$consumerId] }, order: NEWEST_FIRST, first: 5) { nodes { ${MESSAGE} } }
    ${DAY}
  }
}`;

/** A sandbox and a gateway with a cache that have answered nothing yet, and the APIs whose data the gateway read. */
async function startCold() {
  const called: string[] = [];
  const onRequest = ({ api }: SandboxRequest) => {
    // A process asks for these once, whatever its clients ask.
    if (api !== 'domain' && api !== 'token') called.push(api);
  };
  const { gateway } = await startSandboxed({ onRequest }, { cache: {} });
  return { gateway, called };
}

/** A message of that hour that a consumer replied to, and the variables by which to find it. */
async function repliedMessage() {
  const { gateway } = await startCold();
  const { data } = await gateway.query(`{ account(accountId: "${ACCOUNT_ID}") {
    transactions(${HOUR}, filter: { statuses: [RESPONDED] }, first: 1) { nodes { id consumerId conversationId skill } }
  } }`);
  return data.account.transactions.nodes[0];
}

describe('the journey of one consumer', () => {
  it.each([
    ['from the id of a message', BY_ID],
    ['from the consumer’s id and an hour', BY_CONSUMER],
  ])('%s costs four calls, and when asked again the alerts, which are never cached', async (_, query) => {
    const { id, ...known } = await repliedMessage();
    const { gateway, called } = await startCold();
    const variables = { id, ...known };
    const { data, errors } = await gateway.query(query, variables);
    expect(errors).toBeUndefined();
    const found = data.node ?? data.account.transactions.nodes[0];
    expect(found).toMatchObject({ id, status: 'RESPONDED', consumerId: known.consumerId });
    expect(found).toMatchObject({ campaign: { id: expect.any(String) }, handoff: { name: expect.any(String) } });
    expect(data.account.proactiveAlerts.nodes[0]).toMatchObject({ skill: known.skill, id: expect.any(String) });
    expect(called.toSorted()).toEqual(['getLiveDeflectData', 'handoffs', 'proactiveReporting', 'transactions']);

    called.length = 0;
    await gateway.query(query, variables);
    expect(called).toEqual(['proactiveReporting']);
  });
});
