import { describe, expect, it } from 'vitest';
import { over } from '../support/ask.ts';
import { globalId, oneOfEach } from '../support/node-wire.ts';

const NODE = 'query ($id: ID!) { node(id: $id) { __typename id } }';
const AT = '2026-03-10T10:00:00.000Z';
const AT_MS = '1773136800000';
const NO_ID = 'id was not issued by this gateway. Take it from the id field of a node.';
const NO_TYPE = 'id does not name a type of this schema. Take it from the id field of a node.';
const noIdOf = (type: string) => `id is not an id of the type ${type}. Take it from the id field of a node.`;

describe('Query.node', () => {
  it.each([
    ['garbage', 'gar bage!', NO_ID],
    ['nothing', '', NO_TYPE],
    ['a tampered id', `${globalId('Account', '12345678')}=`, NO_ID],
    ['an id in other letters', Buffer.from('Account:%312345678').toString('base64url'), NO_ID],
    ['half an escape', Buffer.from('Account:%E0%A4').toString('base64url'), NO_ID],
    ['another type', globalId('Invoice', '12345678'), NO_TYPE],
    ['a name that every object has', globalId('constructor', '12345678'), NO_TYPE],
    ['an account with too many parts', globalId('Account', '12345678', 'more'), noIdOf('Account')],
    ['analytics with too few', globalId('Analytics', '12345678'), noIdOf('Analytics')],
    ['a campaign with too few', globalId('Campaign', '12345678'), noIdOf('Campaign')],
    ['a row of a campaign report with too few', globalId('ConsumerReport', '12345678', 'c1'), noIdOf('ConsumerReport')],
    [
      'a row of a campaign without an id',
      globalId('ConsumerReport', '12345678', '', 'r1'),
      'campaignId must not be empty. Use the proactiveCampaignId of a campaign.',
    ],
    ['a handoff with too few', globalId('Handoff', '12345678'), noIdOf('Handoff')],
    ['a deflection with too few', globalId('Deflection', '12345678', AT), noIdOf('Deflection')],
    [
      'a transaction with too few',
      globalId('Transaction', '12345678', 'PROACTIVE_MESSAGING', AT_MS),
      noIdOf('Transaction'),
    ],
    ['an unknown app', globalId('Transaction', '12345678', 'prmsg', AT_MS, 't1'), noIdOf('Transaction')],
    [
      'an instant in other words',
      globalId('Transaction', '12345678', 'PROACTIVE_MESSAGING', AT, 't1'),
      noIdOf('Transaction'),
    ],
    [
      'an instant beyond any message',
      globalId('Transaction', '12345678', 'PROACTIVE_MESSAGING', '8640000000000000', 't1'),
      noIdOf('Transaction'),
    ],
    ['an alert with too few', globalId('ProactiveAlertRecord', '12345678', AT, 'a1'), noIdOf('ProactiveAlertRecord')],
    [
      'the time of an alert in other words',
      globalId('ProactiveAlertRecord', '12345678', '10 March 2026', 'a1', '0'),
      noIdOf('ProactiveAlertRecord'),
    ],
    ['a beginning in other words', globalId('Deflection', '12345678', '10 March 2026', '1'), noIdOf('Deflection')],
    [
      'a campaign without an id',
      globalId('Campaign', '12345678', ''),
      'campaignId must not be empty. Use the proactiveCampaignId of a campaign.',
    ],
  ])('refuses %s without a call', async (_, id, message) => {
    const { gateway, upstream } = await over(oneOfEach);
    const { data, errors } = await gateway.query(NODE, { id });
    expect(data).toEqual({ node: null });
    expect(errors).toMatchObject([{ message, path: ['node'], extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(upstream.requests).toEqual([]);
    expect(gateway.bugs).toEqual([]);
  });

  it.each([
    ['Account', ['87654321']],
    ['Campaign', ['87654321', 'c1']],
    ['ConsumerReport', ['87654321', 'c1', 'r1']],
    ['Handoff', ['87654321', 'H1']],
    ['Transaction', ['87654321', 'PROACTIVE_MESSAGING', AT_MS, 't1']],
    ['Deflection', ['87654321', AT, '1']],
    ['ProactiveAlertRecord', ['87654321', AT, 'a1', '0']],
  ])('does not find a %s of an account that is not served', async (type, parts) => {
    const { gateway, upstream } = await over(oneOfEach);
    const { errors } = await gateway.query(NODE, { id: globalId(type, ...parts) });
    expect(errors).toMatchObject([
      { message: 'The gateway serves no account with this accountId.', extensions: { code: 'NOT_FOUND' } },
    ]);
    expect(upstream.requests).toEqual([]);
  });
});
