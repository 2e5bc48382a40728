import { z } from 'zod';
import type { Context } from '../request/context.ts';
import { MESSAGING_CHANNELS, type MessagingChannel } from '../upstream/messaging-channel.ts';
import { type Analytics, type AnalyticsQuery, OUTBOUND_APPS } from '../upstream/outbound-reporting/types.ts';
import { parsedJson } from '../upstream/wire-values.ts';
import { accountLoaders } from './account.ts';
import type { Campaign } from './campaign.ts';
import { filterValues } from './filter-values.ts';
import { timeZoneName } from './local-time.ts';
import { reportingRange } from './time-range.ts';

/** The messages of an account in a range, whose days are those of a time zone. */
export type RangeQuestion = AnalyticsQuery & { readonly accountId: string; readonly timeZone: string };

/** A `MessageFilter` as GraphQL parsed it. Null and empty lists exclude nothing. */
export type MessageFilterInput = {
  readonly channels?: readonly MessagingChannel[] | null | undefined;
  readonly skills?: readonly string[] | null | undefined;
};

/** What analytics counts: messages of a range, or all of a campaign. */
export type AnalyticsQuestion = RangeQuestion | Campaign;

/** Counts, and the question that they answer. */
export type AskedAnalytics = Analytics & { readonly question: AnalyticsQuestion };

/** Price: one call per 60 days, shared by all filters on one app and range; one call for a campaign. */
export async function loadAnalytics(question: AnalyticsQuestion, context: Context): Promise<AskedAnalytics> {
  const loaders = accountLoaders(question.accountId, context);
  if (isOfCampaign(question)) return { ...(await loaders.loadCampaignAnalytics(question.campaignId)), question };
  const { app, range, filter } = question;
  return { ...(await loaders.loadAnalytics({ app, range, filter })), question };
}

/** The filter in one wording, so that one question has one id. Throws as `filterValues`. */
export function messageFilter({ channels, skills }: MessageFilterInput): AnalyticsQuery['filter'] {
  return { channels: filterValues('channels', channels), skills: filterValues('skills', skills) };
}

/** Whether a question is about a whole campaign. */
export function isOfCampaign(question: AnalyticsQuestion): question is Campaign {
  return 'campaignId' in question;
}

/** A question without its account, as text. */
export function questionText({ accountId: _, ...question }: AnalyticsQuestion): string {
  return JSON.stringify(question);
}

/** The last instant of `Date`, in epoch milliseconds. */
const MAX_MS = 8.64e15;
const epochMs = z.int().min(-MAX_MS).max(MAX_MS);

/** The members are in the order in which `questionText` writes them. */
const QuestionText = z.union([
  z.strictObject({ campaignId: z.string().min(1) }),
  z.strictObject({
    app: z.enum(OUTBOUND_APPS),
    range: z.strictObject({ startMs: epochMs, endMs: epochMs }),
    timeZone: z.string().refine((name) => timeZoneName(name) === name),
    filter: z
      .strictObject({ channels: z.array(z.enum(MESSAGING_CHANNELS)), skills: z.array(z.string()) })
      .transform(messageFilter),
  }),
]);

/**
 * The question of a text from `questionText`; null for any other text. Throws as `reportingRange`, because LivePerson may
 * have deleted the data since.
 */
export function parseQuestion(accountId: string, text: string, context: Context): AnalyticsQuestion | null {
  const { data } = QuestionText.safeParse(parsedJson(text));
  if (data === undefined || JSON.stringify(data) !== text) return null;
  const question = { accountId, ...data };
  if (!isOfCampaign(question)) {
    const { range, timeZone } = question;
    reportingRange('id', { start: new Date(range.startMs), end: new Date(range.endMs), timeZone }, context);
  }
  return question;
}
