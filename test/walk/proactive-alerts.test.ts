import { describe, expect, it } from 'vitest';
import { over, proactiveAlerts } from '../support/ask.ts';

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
    ['a map of lists', { success: 'true', a1: [RECORD] }],
    ['a map of records', { data: { a1: { ...RECORD, alertId: undefined } } }],
  ])('finds its records in %s', async (_, json) => {
    const { ask } = await over({ json });
    const { account } = await ask(proactiveAlerts(FIELDS));
    expect(account.proactiveAlerts.nodes).toEqual([READ]);
  });

  it('keeps whole what it does not recognise', async () => {
    const { ask } = await over({ json: [{ colour: 'red' }, 'words'] });
    const { account } = await ask(proactiveAlerts('nodes { alertId status time raw }'));
    const nothing = { alertId: null, status: null, time: null };
    expect(account.proactiveAlerts.nodes).toEqual([
      { ...nothing, raw: { colour: 'red' } },
      { ...nothing, raw: 'words' },
    ]);
  });

  it('is null, with the code, for an account without OAuth 1 credentials', async () => {
    const { ask, upstream } = await over({ text: '' }, { account: { credentials: { bearer: 'bearer-token' } } });
    const { account, codes } = await ask(proactiveAlerts(FIELDS));
    expect(account.proactiveAlerts).toBeNull();
    expect(codes).toEqual(['UPSTREAM_UNAUTHORIZED']);
    expect(upstream.requests).toEqual([]);
  });
});
