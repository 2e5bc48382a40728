import { describe, expect, it } from 'vitest';
import type { SandboxRequest } from '../../src/sandbox/sandbox.ts';
import { over, proactiveAlerts } from '../support/ask.ts';
import { startSandboxed } from '../support/sandbox.ts';

const RECORD = { alertId: 'a1', externalAlertId: '1265168451', status: 'SENT', sendTime: '2026-03-10T10:00:00.000Z' };
const FIELDS = 'nodes { alertId externalAlertId status time }';
const READ = { alertId: 'a1', externalAlertId: '1265168451', status: 'SENT', time: '2026-03-10T10:00:00.000Z' };

describe('Account.proactiveAlerts', () => {
  it('is one GET with a body', async () => {
    const { gateway, upstream } = await over({ json: { success: 'true', data: { a1: [RECORD] } } });
    const answer = await gateway.query(`{ account(accountId: "12345678") {
      ${proactiveAlerts('nodes { alertId externalAlertId status time raw } pageInfo { hasNextPage hasPreviousPage }')}
    } }`);
    expect(answer).toEqual({
      data: {
        account: {
          proactiveAlerts: {
            nodes: [{ ...READ, raw: RECORD }],
            pageInfo: { hasNextPage: false, hasPreviousPage: false },
          },
        },
      },
    });
    expect(upstream.requests).toMatchObject([
      {
        method: 'GET',
        path: '/api/proactiveReporting',
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: { siteId: '12345678', startTime: '1773100800000', endTime: '1773187200000' },
      },
    ]);
  });

  it.each([
    ['a list', [RECORD]],
    ['a list under data', { success: true, data: [RECORD] }],
    ['a list under alerts', { alerts: [RECORD] }],
    ['a list under transactions', { success: true, transactions: [RECORD] }],
    ['a list under a name that no document has', { success: true, alertTransactions: [RECORD] }],
    ['a list below data', { success: true, data: { transactions: [RECORD] } }],
    ['a map of lists', { success: 'true', a1: [RECORD] }],
    ['a map of lists under data', { success: 'true', data: { a1: [RECORD] } }],
    ['a map of records', { data: { a1: { ...RECORD, alertId: undefined } } }],
  ])('finds its records in %s', async (_, json) => {
    const { ask } = await over({ json });
    const { account } = await ask(proactiveAlerts(FIELDS));
    expect(account.proactiveAlerts.nodes).toEqual([READ]);
  });

  it('keeps a record whole of which it recognises nothing', async () => {
    const { ask } = await over({ json: [{ colour: 'red' }] });
    const { account } = await ask(proactiveAlerts('nodes { alertId status time raw }'));
    expect(account.proactiveAlerts.nodes).toEqual([
      { alertId: null, status: null, time: null, raw: { colour: 'red' } },
    ]);
  });

  it.each<[unknown, unknown]>([
    [
      { skill: 'sales', proactiveTemplate: 'late', proactiveLanguage: 'english', proactiveChannel: 'wa' },
      ['sales', 'late', 'english', 'WHATSAPP', 'wa'],
    ],
    [{ templateName: 'late', language: 'en', channel: 'OwnSms' }, [null, 'late', 'en', 'SMS', 'OwnSms']],
    [{ template: { name: 'late' }, proactiveChannel: 'pigeon' }, [null, null, null, 'OTHER', 'pigeon']],
    [{ proactiveTemplate: '', proactiveChannel: '', skill: 7 }, ['7', null, null, null, null]],
  ])('recognises skill, template and channel of %j', async (json, expected) => {
    const { ask } = await over({ json: [json] }, { account: { alertChannelCodes: { SMS: 'OwnSms' } } });
    const fields = 'skill templateName templateLanguage channel channelCode';
    const { account } = await ask(proactiveAlerts(`nodes { ${fields} }`));
    expect(Object.values(account.proactiveAlerts.nodes[0])).toEqual(expected);
  });

  it('has an id of its own for each alert, whatever the report lacks, and the same in every range', async () => {
    const time = '2026-03-10T10:00:00.000Z';
    const alerts = [RECORD, RECORD, { time }, { time }, {}, {}, { externalAlertId: 'mine' }, { alertId: 'a1' }];
    const { ask } = await over({ json: alerts });
    const wider = 'wider: proactiveAlerts(during: { start: "2026-03-09T00:00:00Z", end: "2026-03-12T00:00:00Z" })';
    const { account } = await ask(`${proactiveAlerts('nodes { id }')} ${wider} { nodes { id } }`);
    const [ids, again] = [account.proactiveAlerts, account.wider].map(({ nodes }): string[] =>
      nodes.map(({ id }: { id: string }) => id),
    );
    expect(new Set(ids).size).toBe(alerts.length);
    expect(again?.slice(0, 4)).toEqual(ids?.slice(0, 4));
    expect(again?.slice(4).some((id) => ids?.includes(id))).toBe(false);
  });

  it.each<[unknown, string]>([
    ['planted', '$'],
    [7, '$'],
    [['planted'], '$'],
    [[null], '$'],
    [{ planted: 'planted', alsoPlanted: 1 }, '$'],
    [{ success: true, planted: { a: 1 } }, '$'],
    [{ success: true, planted: [] }, '$'],
    [{ success: true, plantedOnes: [RECORD], otherPlanted: [RECORD] }, '$'],
    [{ success: 'perhaps', data: [] }, 'success'],
    [{ data: 'planted' }, 'data'],
    [{ data: { a1: 'planted' } }, 'data'],
    [{ data: { transactions: ['planted'] } }, 'data.transactions'],
    [{ alerts: { planted: { status: 'SENT' } } }, 'alerts'],
  ])('is null, with UPSTREAM_MALFORMED and nothing of the answer, for %j', async (json, malformedPath) => {
    const { gateway } = await over({ json });
    const answer = await gateway.query(
      `{ account(accountId: "12345678") { ${proactiveAlerts('nodes { alertId raw }')} } }`,
    );
    expect(answer.data.account.proactiveAlerts).toBeNull();
    expect(answer.errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'UPSTREAM_MALFORMED', service: 'LIVE_DEFLECT', malformedPath },
    ]);
    expect(JSON.stringify(answer)).not.toMatch(/planted/i);
  });

  it('has the order of the answer, also of ids that look like numbers', async () => {
    const { ask } = await over({
      text: '{"data":{"20":{"note":"\\"10\\":{"},"3":{"2":[],"1":{}},"b1":{},"100":[{},{}]}}',
    });
    const { account } = await ask(proactiveAlerts('nodes { alertId raw }'));
    expect(account.proactiveAlerts.nodes).toEqual([
      { alertId: '20', raw: { note: '"10":{' } },
      { alertId: '3', raw: { 1: {}, 2: [] } },
      { alertId: 'b1', raw: {} },
      { alertId: '100', raw: {} },
      { alertId: '100', raw: {} },
    ]);
  });

  it('posts its body where the configuration says so, and the sandbox takes it', async () => {
    const methods: string[] = [];
    const onRequest = ({ method }: SandboxRequest) => methods.push(method);
    const { gateway } = await startSandboxed({ onRequest }, {}, { readsWithBody: 'POST' });
    const { data, errors } = await gateway.query(
      `{ account(accountId: "12345678") { ${proactiveAlerts('nodes { alertId }')} } }`,
    );
    expect(errors).toBeUndefined();
    expect(methods).toEqual(['POST']);
    expect(data.account.proactiveAlerts.nodes.length).toBeGreaterThan(10);
  });

  it('is null, with the code, for an account without OAuth 1 credentials', async () => {
    const { ask, upstream } = await over({ text: '' }, { account: { credentials: { bearer: 'bearer-token' } } });
    const { account, codes } = await ask(proactiveAlerts(FIELDS));
    expect(account.proactiveAlerts).toBeNull();
    expect(codes).toEqual(['UPSTREAM_UNAUTHORIZED']);
    expect(upstream.requests).toEqual([]);
  });
});
