import { describe, expect, it } from 'vitest';
import { alertGateway, sendAlert } from '../support/alert.ts';
import { deflections, over, proactiveAlerts } from '../support/ask.ts';
import { at } from '../support/guarded-fields.ts';
import { deflectionEvent, deflectionsAnswer } from '../support/live-deflect-wire.ts';
import { type Answer, startUpstream } from '../support/upstream.ts';
import { handoffRow } from '../support/wire.ts';

/** JSON of objects in lists, so many levels deep. */
const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}1${']}'.repeat(levels / 2)}`;

/** An upstream's answer that holds a JSON text where `json` has `@`. */
const answerOf = (json: unknown, deep: string): Answer => ({
  headers: { 'content-type': 'application/json' },
  text: JSON.stringify(json).replace('"@"', deep),
});

/** What is told of a value: its levels down to the text, or the end. */
function levelsOf(value: unknown): number {
  let levels = 0;
  for (let rest = value; typeof rest === 'object' && rest !== null; levels += 1) [rest] = Object.values(rest);
  return levels;
}

const OTHER = { channels: [{ type: 'pigeon', deep: '@', messageComponents: [] }] };
const OTHER_COMPONENT = { channels: [{ type: 'sms-twilio', messageComponents: [{ type: 'carousel', deep: '@' }] }] };
const CHANNEL =
  'handoffs(first: 1) { nodes { channels { ... on OtherChannel { raw } messageComponents { ... on OtherComponent { raw } } } } }';

/** The fields that show a third party's JSON: how they are asked for, what the upstream holds, and where they are. */
const FIELDS: readonly (readonly [string, string, unknown, readonly (string | number)[]])[] = [
  [
    'Deflection.callerInfo',
    deflections('nodes { callerInfo }'),
    deflectionsAnswer([deflectionEvent({ callerInfo: '@' })]),
    ['deflections', 'nodes', 0, 'callerInfo'],
  ],
  [
    'ProactiveAlertRecord.raw',
    proactiveAlerts('nodes { raw }'),
    [{ alertId: 'a1', deep: '@' }],
    ['proactiveAlerts', 'nodes', 0, 'raw', 'deep'],
  ],
  ['OtherChannel.raw', CHANNEL, [handoffRow('H1', OTHER)], ['handoffs', 'nodes', 0, 'channels', 0, 'raw', 'deep']],
  [
    'OtherComponent.raw',
    CHANNEL,
    [handoffRow('H1', OTHER_COMPONENT)],
    ['handoffs', 'nodes', 0, 'channels', 0, 'messageComponents', 0, 'raw', 'deep'],
  ],
];

describe.each(FIELDS)('%s', (_, selection, json, path) => {
  const asked = async (deep: string) => {
    const { ask, gateway } = await over((request) =>
      request.path.includes('offset=1') ? { json: [] } : answerOf(json, deep),
    );
    const { account, codes } = await ask(selection);
    expect([codes, gateway.bugs]).toEqual([[], []]);
    return at(account, path);
  };

  it.each([5000, 100_000])('is text below its level 100 where it has %d levels', async (levels) => {
    const value = await asked(nested(levels));
    expect(levelsOf(value)).toBeLessThanOrEqual(100);
    expect(levelsOf(value)).toBeGreaterThanOrEqual(98);
  });

  it('is whole where it is less deep', async () => {
    expect(await asked(nested(98))).toEqual(JSON.parse(nested(98)));
  });
});

describe('Deflection.callerInfo in a string', () => {
  it('stays a string where it is too deep', async () => {
    const info = nested(5000);
    const { ask } = await over({ json: deflectionsAnswer([deflectionEvent({ callerInfo: info })]) });
    const { account } = await ask(deflections('nodes { callerInfo }'));
    expect(account.deflections.nodes).toEqual([{ callerInfo: info }]);
  });
});

describe('sendProactiveAlert', () => {
  it.each([5000, 100_000])('tells of a sent alert whose answer has %d levels', async (levels) => {
    const json = { success: true, response: { name: 'phones/1', deep: '@' } };
    const upstream = await startUpstream(() => answerOf(json, nested(levels)));
    const { data, errors } = await sendAlert(await alertGateway(upstream.url));
    expect(errors).toBeUndefined();
    expect(data.sendProactiveAlert).toMatchObject({ __typename: 'ProactiveAlertSent', messageName: 'phones/1' });
    expect(levelsOf(data.sendProactiveAlert.channelResponse.deep)).toBeLessThan(100);
  });

  it('tells of a refused alert whose detail has 5,000 levels', async () => {
    const upstream = await startUpstream(() => answerOf({ success: false, message: '@' }, nested(5000)));
    const { data, errors } = await sendAlert(await alertGateway(upstream.url));
    expect(errors).toBeUndefined();
    expect(data.sendProactiveAlert.__typename).toBe('ProactiveAlertRefused');
    expect(levelsOf(data.sendProactiveAlert.detail)).toBe(100);
  });
});
