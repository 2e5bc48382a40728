import { describe, expect, it } from 'vitest';
import { MARCH_10, over } from '../support/ask.ts';
import { allBut } from '../support/callers.ts';
import { ACCOUNT_ID } from '../support/gateway.ts';
import { startGuarded } from '../support/guarded.ts';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';

const CALLS = deflectionsAnswer([
  deflectionEvent({ callId: '1', skill: 'sales', eventType: 'callstart' }),
  deflectionEvent({ callId: '1', skill: 'sales', eventType: 'sendtext', eventTime: '1773136801000' }),
  deflectionEvent({ callId: '2', skill: 'billing', eventType: 'callstart', conversationId: 'v2' }),
  deflectionEvent({ callId: '3', skill: 'billing', eventType: 'sendtext' }),
  deflectionEvent({ callId: '4', skill: '', eventType: 'newtype', externalCallId: 'e4', externalConsumerId: 'p4' }),
  deflectionEvent({ callId: '4', skill: '', eventType: 'ovrchan', eventInfo: 'wa' }),
]);

const callsOf = (filter: string) => `deflections(during: ${MARCH_10}, filter: ${filter}) { nodes { callId } }`;
const alertsOf = (filter: string) => `proactiveAlerts(during: ${MARCH_10}, filter: ${filter}) { nodes { alertId } }`;

describe('Account.deflections(filter:)', () => {
  it.each([
    ['{ skills: ["sales"] }', ['1']],
    ['{ skills: ["sales", "billing"] }', ['1', '2', '3']],
    ['{ eventTypes: [SEND_TEXT] }', ['1', '3']],
    ['{ eventTypes: [OTHER, CALL_START] }', ['1', '2', '4']],
    ['{ skills: ["billing"], eventTypes: [SEND_TEXT] }', ['3']],
    ['{ skills: [], eventTypes: null }', ['1', '2', '3', '4']],
    ['{ skills: ["Sales"] }', []],
    ['{ callIds: ["3", "1", "9"] }', ['1', '3']],
    ['{ conversationIds: ["v2"] }', ['2']],
    ['{ externalCallIds: ["e4"] }', ['4']],
    ['{ externalConsumerIds: ["p4"] }', ['4']],
    ['{ channels: [WHATSAPP, SMS] }', ['4']],
    ['{ channels: [WHATSAPP], callIds: ["1"] }', []],
  ])('%s is the calls %j', async (filter, callIds) => {
    const { ask } = await over({ json: CALLS });
    const { account, codes } = await ask(callsOf(filter));
    expect(codes).toEqual([]);
    expect(account.deflections.nodes.map(({ callId }: { callId: string }) => callId)).toEqual(callIds);
  });

  it('shows all events of a call in which the wanted one happened', async () => {
    const { ask } = await over({ json: CALLS });
    const filter = '{ skills: ["sales"], eventTypes: [SEND_TEXT] }';
    const { account } = await ask(`deflections(during: ${MARCH_10}, filter: ${filter}) { nodes { events { type } } }`);
    expect(account.deflections.nodes).toEqual([{ events: [{ type: 'CALL_START' }, { type: 'SEND_TEXT' }] }]);
  });

  it('shares the call of the range with every other filter', async () => {
    const { ask, upstream } = await over({ json: CALLS });
    const { account } = await ask(`a: ${callsOf('{ skills: ["sales"] }')} b: ${callsOf('{ eventTypes: [OTHER] }')}
      c: deflections(during: ${MARCH_10}) { nodes { callId } }`);
    expect([account.a, account.b, account.c].map(({ nodes }) => nodes.length)).toEqual([1, 1, 4]);
    expect(upstream.requests).toHaveLength(1);
  });

  it('takes no cursor of another filter', async () => {
    const { ask } = await over({ json: CALLS });
    const page = (more: string, filter: string) =>
      `deflections(during: ${MARCH_10}, filter: ${filter}${more}) { nodes { callId } pageInfo { endCursor hasNextPage } }`;
    const { account } = await ask(page(', first: 1', '{ skills: ["billing", "billing"] }'));
    const after = `, after: "${account.deflections.pageInfo.endCursor}"`;
    const next = await ask(page(after, '{ skills: ["billing"] }'));
    expect(next.account.deflections.nodes).toEqual([{ callId: '3' }]);
    expect((await ask(page(after, '{ skills: ["sales"] }'))).codes).toEqual(['BAD_USER_INPUT']);
  });
});

describe('DeflectionFilter.externalConsumerIds', () => {
  const ask = async (ids: string) => {
    const guarded = await startGuarded();
    const query = `{ account(accountId: "${ACCOUNT_ID}") { ${callsOf(`{ externalConsumerIds: ${ids} }`)} } }`;
    return { ...guarded, answer: await guarded.ask({ scopes: allBut('pii:read') }, query) };
  };

  it('are FORBIDDEN without pii:read, at no call', async () => {
    const { answer, upstream } = await ask('["secret-consumer"]');
    expect(answer.data.account.deflections).toBeNull();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN', requiredScope: 'pii:read' } }]);
    expect(upstream.requests).toEqual([]);
  });

  it('exclude nothing if they are empty, with any scopes', async () => {
    const { answer } = await ask('[]');
    expect(answer.errors).toBeUndefined();
    expect(answer.data.account.deflections.nodes).toHaveLength(1);
  });
});

describe('Account.proactiveAlerts(filter:)', () => {
  const ALERTS = [
    { alertId: 'a1', externalAlertId: 'mine', skill: 'sales', alertStatus: 'SENT' },
    { alertId: 'a2', externalAlertId: null, proactiveTemplate: 'welcome' },
    { alertId: 'a3', skill: 'billing', alertStatus: 'READ', proactiveTemplate: 'late' },
    { alertId: 'a4', externalAlertId: 'mine', skill: 'sales', alertStatus: 'READ' },
  ];

  it.each([
    ['{ externalAlertIds: ["mine"] }', ['a1', 'a4']],
    ['{ externalAlertIds: ["another"] }', []],
    ['{ externalAlertIds: [] }', ['a1', 'a2', 'a3', 'a4']],
    ['{ alertIds: ["a2", "a9"] }', ['a2']],
    ['{ skills: ["sales"] }', ['a1', 'a4']],
    ['{ statuses: ["READ"] }', ['a3', 'a4']],
    ['{ templateNames: ["welcome", "late"] }', ['a2', 'a3']],
    ['{ skills: ["sales"], statuses: ["READ"] }', ['a4']],
    ['{ statuses: ["read"] }', []],
  ])('%s is the alerts %j', async (filter, alertIds) => {
    const { ask } = await over({ json: ALERTS });
    const { account } = await ask(alertsOf(filter));
    expect(account.proactiveAlerts.nodes.map(({ alertId }: { alertId: string }) => alertId)).toEqual(alertIds);
  });

  it('shares the call of the range with every other filter', async () => {
    const { ask, upstream } = await over({ json: ALERTS });
    const [a, b] = ['mine', 'another'].map((id) => alertsOf(`{ externalAlertIds: ["${id}"] }`));
    await ask(`a: ${a} b: ${b} c: proactiveAlerts(during: ${MARCH_10}) { nodes { alertId } }`);
    expect(upstream.requests).toHaveLength(1);
  });

  it.each([
    ['externalAlertIds', 'externalAlertId'],
    ['alertIds', 'alertId'],
    ['skills', 'skill'],
    ['templateNames', 'proactiveTemplate'],
    ['statuses', 'status'],
  ])('%s is malformed where no alert says its %s: they may be there', async (list, malformedPath) => {
    const { gateway } = await over({ json: [{ colour: 'red' }, { external_alert_id: 'mine' }] });
    const { data, errors } = await gateway.query(
      `{ account(accountId: "${ACCOUNT_ID}") { ${alertsOf(`{ ${list}: ["mine"] }`)} } }`,
    );
    expect(data.account.proactiveAlerts).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_MALFORMED', malformedPath } }]);
  });

  it.each(['externalAlertId', 'skill', 'template', 'status'])('is malformed where %s is no text', async (name) => {
    const { gateway } = await over({ json: [{ alertId: 'a1', [name]: { name: 'mine' } }] });
    const list = name === 'template' ? 'templateNames' : name === 'status' ? 'statuses' : `${name}s`;
    const { errors } = await gateway.query(
      `{ account(accountId: "${ACCOUNT_ID}") { ${alertsOf(`{ ${list}: ["mine"] }`)} } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'UPSTREAM_MALFORMED' } }]);
  });

  it('is empty where every alert says that it has none', async () => {
    const { ask } = await over({
      json: [
        { alertId: 'a1', skill: null },
        { alertId: 'a2', skill: '' },
      ],
    });
    expect((await ask(alertsOf('{ skills: ["mine"] }'))).account.proactiveAlerts.nodes).toEqual([]);
  });

  it('is empty where there is no alert at all, and null where there is no data', async () => {
    const empty = await over({ json: { success: true, data: {} } });
    expect((await empty.ask(alertsOf('{ externalAlertIds: ["mine"] }'))).account.proactiveAlerts.nodes).toEqual([]);
    const none = await over({ text: '' });
    expect((await none.ask(alertsOf('{ externalAlertIds: ["mine"] }'))).account.proactiveAlerts).toBeNull();
  });
});
