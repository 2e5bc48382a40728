import type { Channel } from './error-dictionary.ts';
import { textHandoffs } from './handoff-examples.ts';
import { richHandoffs } from './handoff-examples-rich.ts';
import type { ChannelShape, ComponentShape, HandoffExample } from './handoff-shapes.ts';
import { between, hashText, mix, randomFrom } from './random.ts';

/** A handoff as the API returns it; dates in ISO 8601 (Outbound Configuration API). */
export type HandoffShape = { id: string; createdAt: string; updatedAt: string } & HandoffExample;

/** A handoff that campaigns use, and the channels of Outbound Reporting that it reaches, at least one. */
export type SendingHandoff = { handOffId: string; channels: readonly Channel[] };

const examples = [...textHandoffs, ...richHandoffs];

/** An account with more handoffs than one answer holds by default; the others have only the examples. */
const manyHandoffs = { accountId: '87654321', count: 75 };
const languages = ['en', 'es', 'de', 'fr', 'pt', 'it', 'nl'];

/** The examples repeated with a number after the name and in another language. */
const manyExamples = Array.from({ length: manyHandoffs.count }, (_, index): HandoffExample => {
  const example = examples[index % examples.length] as HandoffExample;
  const round = Math.floor(index / examples.length);
  if (round === 0) return example;
  const language = languages[round % languages.length] as string;
  const channels = example.channels.map((channel) => ({ ...channel, language }));
  return { ...example, name: `${example.name} ${round + 1}`, channels };
});

const reportingChannels: Partial<Record<ChannelShape['type'], Channel>> = {
  'sms-twilio': 'sms',
  wa: 'wa',
  inapp: 'inapp',
};

/** All handoffs of an account, always the same; an id is H and 15 digits. */
export function handoffsOf(accountId: string, capitalVariables: boolean): HandoffShape[] {
  return examplesOf(accountId).map((example, index) => {
    const created = Date.UTC(2022, 0, 1 + 11 * index, 9);
    return {
      id: handoffId(accountId, index),
      name: example.name,
      lookbackPeriodDay: example.lookbackPeriodDay,
      lookbackPeriodHour: example.lookbackPeriodHour,
      routeAllWithinLookback: example.routeAllWithinLookback,
      createdAt: new Date(created).toISOString(),
      updatedAt: new Date(created + (index + 1) * 36 * 60 * 60_000).toISOString(),
      channels: capitalVariables ? example.channels : example.channels.map(withSmallVariables),
    };
  });
}

/** The handoffs of an account that reach a channel which Outbound Reporting covers. */
export function sendingHandoffs(accountId: string): SendingHandoff[] {
  return examplesOf(accountId).flatMap((example, index) => {
    const channels = example.channels
      .map(({ type }) => reportingChannels[type])
      .filter((channel) => channel !== undefined);
    return channels.length === 0 ? [] : [{ handOffId: handoffId(accountId, index), channels }];
  });
}

function examplesOf(accountId: string): readonly HandoffExample[] {
  return accountId === manyHandoffs.accountId ? manyExamples : examples;
}

function handoffId(accountId: string, index: number): string {
  const random = randomFrom(mix(hashText(accountId), index));
  return `H${between(random, 10_000_000, 99_999_999)}${between(random, 1_000_000, 9_999_999)}`;
}

function withSmallVariables(channel: ChannelShape): ChannelShape {
  return { ...channel, messageComponents: channel.messageComponents.map(smallVariables) };
}

function smallVariables(component: ComponentShape): ComponentShape {
  const { Variables, ...others } = component;
  return Variables === undefined ? component : { ...others, variables: Variables };
}
