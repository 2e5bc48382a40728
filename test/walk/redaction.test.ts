import { describe, expect, it } from 'vitest';
import { alertInput } from '../support/alert.ts';
import { analytics, campaign, deflections, proactiveAlerts, transactions } from '../support/ask.ts';
import { allBut } from '../support/callers.ts';
import { ACCOUNT_ID, type GraphQLAnswer } from '../support/gateway.ts';
import { BRAND_NUMBER, type Guarded, PLANTED, REFUSAL, startGuarded } from '../support/guarded.ts';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';

const PHONE = 'countryCode number e164';
const ERROR = 'error { source code message meaning }';
const DEFLECTION = `id callId callerEnteredDigits callerInfo customerPhone { ${PHONE} } dialedPhone { ${PHONE} }
  externalConsumerId events { type info }`;
const RECORDS = proactiveAlerts('edges { cursor } nodes { alertId status raw }');
const TRANSACTION = `id transactionId consumerId ivrNumber ${ERROR}`;

/** Asks for all that is below an account, personal or not. */
const EVERYTHING = `{ account(accountId: "${ACCOUNT_ID}") {
  ${analytics('totals { attempted }')}
  ${transactions(`edges { cursor node { ${TRANSACTION} campaignId handoff { name } } } pageInfo { startCursor endCursor }`)}
  ${campaign(`consumersReport { edges { cursor } nodes { reportId consumerId status ${ERROR} } pageInfo { endCursor } }`)}
  ${deflections(`edges { cursor } nodes { ${DEFLECTION} } pageInfo { endCursor }`)}
  ${RECORDS}
} }`;
const SEND = `mutation ($input: SendProactiveAlertInput!) { sendProactiveAlert(input: $input) {
  __typename
  ... on ProactiveAlertSent { messageName sentAt channelResponse }
  ... on ProactiveAlertRefused { reason detail }
} }`;

const NO_PII = { scopes: allBut('pii:read') };

/** What an answer tells of what was not shown. */
const noteOf = ({ extensions }: GraphQLAnswer) => extensions?.redacted;
const note = (...fields: string[]) => ({ code: 'REDACTED', requiredScope: 'pii:read', fields });

/** Which of the planted values stand in an answer, in cursors and ids, too. */
function plantedIn(answer: GraphQLAnswer): string[] {
  const text = JSON.stringify(answer);
  const opened = text.replace(/[\w-]{16,}/g, (word) => Buffer.from(word, 'base64url').toString());
  return PLANTED.filter((value) => text.includes(value) || opened.includes(value));
}

const send = ({ ask }: Guarded, caller: Parameters<Guarded['ask']>[0]) => ask(caller, SEND, { input: alertInput() });

describe('an answer to a caller without pii:read', () => {
  it('has none of what the upstream planted, no error, and tells which fields are null for that', async () => {
    const { ask } = await startGuarded();
    const answer = await ask(NO_PII, EVERYTHING);
    expect(answer.errors).toBeUndefined();
    expect(plantedIn(answer)).toEqual([]);
    expect(noteOf(answer)).toEqual(
      note(
        'ConsumerReport.consumerId',
        'Deflection.callerEnteredDigits',
        'Deflection.callerInfo',
        'Deflection.customerPhone',
        'Deflection.externalConsumerId',
        'DeflectionEvent.info',
        'DeliveryError.message',
        'ProactiveAlertRecord.raw',
        'Transaction.consumerId',
      ),
    );
    const { transactions: list, deflections: calls, proactiveAlerts: records } = answer.data.account;
    expect(list.edges[0].node).toMatchObject({
      consumerId: null,
      ivrNumber: BRAND_NUMBER,
      handoff: { name: 'Handoff H1' },
    });
    expect(list.edges[0].node.error).toMatchObject({ source: 'outbound_twilio', code: '21211', message: null });
    expect(calls.nodes[0]).toMatchObject({ callId: '473513', callerInfo: null, customerPhone: null });
    expect(calls.nodes[0].dialedPhone).toMatchObject({ countryCode: '1', number: BRAND_NUMBER });
    expect(calls.nodes[0].events).toEqual([{ type: 'SEND_TEXT', info: null }]);
    expect(records.nodes).toEqual([{ alertId: 'a1', status: 'SENT', raw: null }]);
  });

  it('has them all with the scope, and no note', async () => {
    const { ask } = await startGuarded();
    const answer = await ask({}, EVERYTHING);
    expect(answer.errors).toBeUndefined();
    expect(plantedIn(answer)).toEqual([...PLANTED]);
    expect(answer.extensions).toBeUndefined();
  });

  it('has no note where nothing personal was asked for, nor where it was not reached', async () => {
    const { ask } = await startGuarded();
    const account = (selection: string) => `{ account(accountId: "${ACCOUNT_ID}") { ${selection} } }`;
    expect((await ask(NO_PII, account(transactions('nodes { transactionId }')))).extensions).toBeUndefined();
    const filtered = transactions('nodes { consumerId }', ', filter: { campaignIds: ["another"] }');
    expect((await ask(NO_PII, account(filtered))).extensions).toBeUndefined();
    const skipped = transactions('nodes { transactionId consumerId @skip(if: true) }');
    expect((await ask(NO_PII, account(skipped))).extensions).toBeUndefined();
  });

  it('does not tell by its note whether there was something to show', async () => {
    const empty = { json: { success: true, data: { 1: [{ callId: '1', eventType: 'callstart' }] } } };
    const { ask } = await startGuarded(({ path }) => (path.includes('LiveDeflectData') ? empty : undefined));
    const answer = await ask(
      NO_PII,
      `{ account(accountId: "${ACCOUNT_ID}") { ${deflections('nodes { customerPhone { number } }')} } }`,
    );
    expect(noteOf(answer)).toEqual(note('Deflection.customerPhone'));
  });

  it('has its data beside FORBIDDEN', async () => {
    const { ask } = await startGuarded();
    const answer = await ask({ scopes: ['transactions:read'] }, EVERYTHING);
    expect(new Set(answer.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
    expect(plantedIn(answer)).toEqual([]);
    expect(noteOf(answer)).toMatchObject({
      fields: ['ConsumerReport.consumerId', 'DeliveryError.message', 'Transaction.consumerId'],
    });
  });

  it('is as it is through node, aliases and fragments', async () => {
    const { ask } = await startGuarded();
    const found = await ask(NO_PII, EVERYTHING);
    const ids = [found.data.account.transactions.edges[0].node.id, found.data.account.deflections.nodes[0].id];
    const query = `query ($ids: [ID!]!) {
      nodes(ids: $ids) { ... on Transaction { mine: consumerId } ... on Deflection { who: callerInfo ${DEFLECTION} } }
    }`;
    const answer = await ask(NO_PII, query, { ids });
    expect(plantedIn(answer)).toEqual([]);
    expect(answer.data.nodes).toMatchObject([{ mine: null }, { who: null, customerPhone: null }]);
    expect(noteOf(answer)).toMatchObject({
      fields: expect.arrayContaining(['Deflection.callerInfo', 'Transaction.consumerId']),
    });
    expect(plantedIn(await ask({}, query, { ids }))).not.toEqual([]);
  });

  it('has none of it after the cache had the answer for a caller with the scope', async () => {
    const { ask, upstream } = await startGuarded(undefined, { cache: {} });
    const query = `{ account(accountId: "${ACCOUNT_ID}") { ${transactions(`nodes { ${TRANSACTION} }`)} } }`;
    const whole = await ask({}, query);
    const redacted = await ask(NO_PII, query);
    expect([plantedIn(whole).length > 0, plantedIn(redacted)]).toEqual([true, []]);
    expect(await ask({}, query)).toEqual(whole);
    expect(upstream.requests).toHaveLength(1);
  });
});

describe('DeflectionEvent.info for a caller without pii:read', () => {
  const INFO = `{ account(accountId: "${ACCOUNT_ID}") { ${deflections('nodes { events { info } }')} } }`;
  const ask = async (eventType: string, eventInfo: string | null) => {
    const json = deflectionsAnswer([deflectionEvent({ eventType, eventInfo })]);
    const guarded = await startGuarded(({ path }) => (path.includes('LiveDeflectData') ? { json } : undefined));
    const answer = await guarded.ask(NO_PII, INFO);
    return { info: answer.data.account.deflections.nodes[0].events[0].info, note: noteOf(answer) };
  };

  it.each([
    ['callstart', 'Y'],
    ['skillchoice', 'service'],
    ['ovrchan', 'sms'],
    ['conversationid', 'a1b2c3d4-0000-4000-8000-000000000000'],
    ['deflresponse', 'Y'],
    ['deflresponse', 'No'],
    ['deflresponse', null],
  ])('is shown of %s: %j', async (eventType, eventInfo) => {
    expect(await ask(eventType, eventInfo)).toEqual({ info: eventInfo, note: undefined });
  });

  it.each([
    ['sendtext', 'Y'],
    ['sendtext', null],
    ['deflresponse', 'queued for +12025550199'],
    ['newtype', 'sales'],
  ])('is null and noted of %s: %j', async (eventType, eventInfo) => {
    expect(await ask(eventType, eventInfo)).toEqual({ info: null, note: note('DeflectionEvent.info') });
  });
});

describe('the outcome of an alert', () => {
  it('is shown without the channel provider’s words, which hold the recipient’s number', async () => {
    const guarded = await startGuarded();
    const answer = await send(guarded, { scopes: ['alerts:send'] });
    expect(answer.data.sendProactiveAlert).toEqual({
      __typename: 'ProactiveAlertSent',
      messageName: null,
      sentAt: '2026-03-15T11:59:00.000Z',
      channelResponse: null,
    });
    expect(plantedIn(answer)).toEqual([]);
    expect(noteOf(answer)).toEqual(note('ProactiveAlertSent.channelResponse', 'ProactiveAlertSent.messageName'));
    expect(plantedIn(await send(guarded, { scopes: ['alerts:send', 'pii:read'] }))).not.toEqual([]);
  });

  it('keeps the reason of a refusal, with a mask over a number in it', async () => {
    const guarded = await startGuarded(({ path }) => (path.includes('proactiveAlert') ? REFUSAL : undefined));
    const answer = await send(guarded, { scopes: ['alerts:send'] });
    expect(answer.data.sendProactiveAlert).toEqual({
      __typename: 'ProactiveAlertRefused',
      reason: 'Failed Compatibility Check for [redacted]',
      detail: null,
    });
    expect(plantedIn(answer)).toEqual([]);
    expect(noteOf(answer)).toEqual(note('ProactiveAlertRefused.detail', 'ProactiveAlertRefused.reason'));
    const whole = await send(guarded, { scopes: ['alerts:send', 'pii:read'] });
    expect(whole.data.sendProactiveAlert.reason).toBe('Failed Compatibility Check for +12025550199');
    expect(whole.extensions).toBeUndefined();
  });
});
