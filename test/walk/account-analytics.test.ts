import { describe, expect, it } from 'vitest';
import { over, PRMSG } from '../support/ask.ts';

const ROW = {
  channel: 'wa',
  skill: 'sales',
  transactionday: '12-11-2021',
  attempted: 500,
  eligible: 475,
  skipped: 10,
  sent: 450,
  failed: 50,
  delivered: 440,
  read: 400,
  conversationscreated: 200,
  conversationsclosed: 185,
  csat: '2.5',
};
const REQUEST_METADATA = {
  accountId: '12345678',
  app: 'prmsg',
  attemptedStartTime: 1633305600000,
  attemptedEndTime: 1635977318000,
};

/** The time of the documents' examples. */
const now = Date.parse('2021-12-31T00:00:00.000Z');
const ATTEMPTED = 'attempted: { start: "2021-10-04T00:00:00.000Z", end: "2021-11-03T22:08:38.000Z" }';
const TIMES = 'attemptedStartTime=1633305600000&attemptedEndTime=1635977317999';
const ALL = `
  attempted { start end }
  rows { channel channelCode skill day funnel { ...all } }
  totals { ...all }
  breakdown(by: [SKILL]) { channel skill day funnel { attempted } }
  fetchedAt`;
const FRAGMENT = `fragment all on Funnel {
  attempted eligible skipped sent failed delivered read conversationsCreated conversationsClosed csat
  eligibilityRate deliveryRate readRate responseRate failureRate
}`;
const FUNNEL = {
  attempted: 500,
  eligible: 475,
  skipped: 10,
  sent: 450,
  failed: 50,
  delivered: 440,
  read: 400,
  conversationsCreated: 200,
  conversationsClosed: 185,
  csat: 2.5,
  eligibilityRate: 0.95,
  deliveryRate: 440 / 450,
  readRate: 400 / 450,
  responseRate: 200 / 450,
  failureRate: 0.1,
};
const ANALYTICS = {
  attempted: { start: '2021-10-04T00:00:00.000Z', end: '2021-11-03T22:08:38.000Z' },
  rows: [{ channel: 'WHATSAPP', channelCode: 'wa', skill: 'sales', day: '2021-12-11', funnel: FUNNEL }],
  totals: FUNNEL,
  breakdown: [{ channel: null, skill: 'sales', day: null, funnel: { attempted: 500 } }],
  fetchedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
};

describe('Account.analytics', () => {
  it('without a filter is one GET', async () => {
    const { gateway, upstream } = await over(
      { json: { requestMetadata: REQUEST_METADATA, analytics: [ROW] } },
      { now },
    );
    const answer = await gateway.query(
      `{ account(accountId: "12345678") { analytics(${ATTEMPTED}) { ${ALL} } } } ${FRAGMENT}`,
    );
    expect(answer).toEqual({ data: { account: { analytics: ANALYTICS } } });
    expect(upstream.requests).toMatchObject([
      {
        method: 'GET',
        path: `${PRMSG}/analytics/?${TIMES}`,
        headers: { accept: 'application/json', 'content-type': 'application/json' },
        body: undefined,
      },
    ]);
  });

  it('with a filter is one POST', async () => {
    const filters = { channels: ['sms'], skills: ['billing'] };
    const requestMetadata = { ...REQUEST_METADATA, app: 'c2m', filters };
    const { gateway, upstream } = await over({ json: { requestMetadata, analytics: [ROW] } }, { now });
    const answer = await gateway.query(`{
      account(accountId: "12345678") {
        analytics(app: CONNECT_TO_MESSAGING, ${ATTEMPTED}, filter: { channels: [SMS], skills: ["billing"] }) { ${ALL} }
      }
    } ${FRAGMENT}`);
    expect(answer).toEqual({ data: { account: { analytics: ANALYTICS } } });
    expect(upstream.requests).toMatchObject([
      { method: 'POST', path: `/api/account/12345678/app/c2m/analytics/?${TIMES}`, body: { filters } },
    ]);
  });

  it('is null, with the code, when the upstream refuses', async () => {
    const refusal = { code: 0, requestTraceId: '5102ce1f-35bd-4e5e-9bd3-bacdfd28dd3a', message: 'no' };
    const { gateway } = await over({ status: 400, json: refusal }, { now });
    const { data, errors } = await gateway.query(
      `{ account(accountId: "12345678") { accountId analytics(${ATTEMPTED}) { fetchedAt } } }`,
    );
    expect(data).toEqual({ account: { accountId: '12345678', analytics: null } });
    expect(errors).toMatchObject([
      {
        message: 'Outbound Reporting answered with HTTP 400.',
        path: ['account', 'analytics'],
        extensions: {
          code: 'UPSTREAM_REJECTED',
          service: 'OUTBOUND_REPORTING',
          httpStatus: 400,
          upstreamCode: '0',
          requestTraceId: '5102ce1f-35bd-4e5e-9bd3-bacdfd28dd3a',
        },
      },
    ]);
  });
});
