import { readFragment } from '../../generated/fragment-masking.ts';
import {
  type AlertFragment,
  AlertFragmentDoc,
  type CallFragment,
  CallFragmentDoc,
  type JourneyQuery,
  type MessageFragment,
  MessageFragmentDoc,
} from '../../generated/graphql.ts';
import { words } from '../format.ts';

/** One thing that happened. */
export type JourneyEvent = {
  readonly key: string;
  /** ISO 8601. */
  readonly time: string;
  /** The step as the schema names it. */
  readonly what: string;
  /** The message, call or alert that it belongs to. */
  readonly lane: { readonly key: string; readonly name: string };
  readonly detail: string;
  readonly isBad: boolean;
  /** False for a call or alert that only has the skill and the time in common with a message. */
  readonly isSure: boolean;
};

/** How far a call or alert may be from a message that it perhaps belongs to. */
const NEAR_MS = 30 * 60_000;

/** The events of the messages, and of the calls and alerts that belong or may belong to them, earliest first. */
export function eventsOf(account: JourneyQuery['account'] | undefined): readonly JourneyEvent[] {
  const messages = readFragment(MessageFragmentDoc, account?.transactions?.nodes ?? []);
  const conversations = new Set(messages.flatMap(({ conversationId }) => conversationId ?? []));
  const isNear = (skill: string | null, time: string) =>
    messages.some((message) =>
      message.timeline.some(
        (step) => message.skill === skill && Math.abs(Date.parse(step.time) - Date.parse(time)) < NEAR_MS,
      ),
    );
  const calls = readFragment(CallFragmentDoc, account?.deflections?.nodes ?? []).flatMap((call) =>
    callEvents(call, call.conversationId !== null && conversations.has(call.conversationId)).filter(
      ({ isSure, time }) => isSure || isNear(call.skill, time),
    ),
  );
  const alerts = readFragment(AlertFragmentDoc, account?.proactiveAlerts?.nodes ?? []).flatMap((alert, index) =>
    alertEvents(alert, index).filter(({ time }) => isNear(alert.skill, time)),
  );
  return [...messages.flatMap(messageEvents), ...calls, ...alerts].toSorted((a, b) => a.time.localeCompare(b.time));
}

function messageEvents(message: MessageFragment): readonly JourneyEvent[] {
  const { transactionId, channel, timeline, error, handoff, campaignId, skill } = message;
  const about = [handoff?.name, campaignId && `campaign ${campaignId}`, skill].filter(Boolean).join(', ');
  const reason = error?.meaning ?? [error?.source, error?.code].filter(Boolean).join(' ');
  return timeline.map(({ step, time }) => ({
    key: `${transactionId} ${step}`,
    time,
    what: step,
    lane: { key: transactionId, name: `${words(channel)} message` },
    detail: step === 'FAILED' ? reason : step === 'ATTEMPTED' ? about : '',
    isBad: step === 'FAILED',
    isSure: true,
  }));
}

function callEvents({ callId, events }: CallFragment, isSure: boolean): readonly JourneyEvent[] {
  const lane = { key: `call ${callId}`, name: `Call ${callId}` };
  return events.flatMap(({ type, time, info }, index) =>
    time === null
      ? []
      : [{ key: `${lane.key} ${index}`, time, what: type, lane, detail: info ?? '', isBad: false, isSure }],
  );
}

function alertEvents({ alertId, time, status, templateName }: AlertFragment, index: number): readonly JourneyEvent[] {
  if (time === null) return [];
  const key = `alert ${alertId ?? index}`;
  const what = status ?? 'SENT';
  return [
    {
      key,
      time,
      what,
      lane: { key, name: 'Alert' },
      detail: templateName ?? '',
      isBad: what === 'FAILED',
      isSure: false,
    },
  ];
}
