import { z } from 'zod';
import { type MessagingChannel, messagingChannel } from '../messaging-channel.ts';
import { decimal, instantOf, integer, type TimeRange, text } from '../wire-values.ts';
import { sentWithReadReports } from './read-reports.ts';
import { type AnalyticsRow, FUNNEL_COUNTS, type Funnel, type FunnelCount } from './types.ts';

/** The answer of account analytics and of campaign analytics. */
export const AnalyticsAnswer = z
  .looseObject({
    requestMetadata: z
      .looseObject({ attemptedStartTime: z.unknown(), attemptedEndTime: z.unknown() })
      .nullish()
      .catch(null),
    analytics: z.array(z.looseObject({})),
  })
  .transform(({ requestMetadata, analytics }) => ({
    attempted: attemptedRange(integer(requestMetadata?.attemptedStartTime), integer(requestMetadata?.attemptedEndTime)),
    rows: analytics.map(analyticsRow),
  }));

/**
 * Null if one of the ends is missing or not a valid time. The upstream's end is inclusive (our reading), so ours is a
 * millisecond later.
 */
function attemptedRange(startMs: number | null, lastMs: number | null): TimeRange | null {
  if (startMs === null || lastMs === null) return null;
  const range = { startMs, endMs: lastMs + 1 };
  return instantOf(range.startMs) === null || instantOf(range.endMs) === null ? null : range;
}

/** Keys are `conversationscreated` and, in older answers, `conversationsCreated`. */
function analyticsRow(wire: Record<string, unknown>): AnalyticsRow {
  const row = Object.keys(wire).every(isLowerCase) ? wire : withLowerCaseKeys(wire);
  const channelCode = text(row.channel) ?? '';
  const channel = messagingChannel(channelCode);
  const dayText = text(row.transactionday) ?? text(row.date);
  const day = calendarDay(dayText);
  const unreadableDay = day === null ? dayText : null;
  return { channel, channelCode, skill: text(row.skill) ?? '', day, unreadableDay, funnel: funnelOf(channel, row) };
}

function isLowerCase(key: string): boolean {
  return key === key.toLowerCase();
}

function withLowerCaseKeys(wire: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wire).map(([key, value]) => [key.toLowerCase(), value]));
}

const COUNT_KEYS = FUNNEL_COUNTS.map((count) => [count, count.toLowerCase()] as const);

function funnelOf(channel: MessagingChannel, row: Record<string, unknown>): Funnel {
  const counts = {} as Record<FunnelCount, number>;
  for (const [count, key] of COUNT_KEYS) counts[count] = integer(row[key]) ?? 0;
  return { ...counts, sentWithReadReports: sentWithReadReports(channel, counts), csat: decimal(row.csat) };
}

/**
 * The `YYYY-MM-DD` of `YYYY-MM-DD`, `MM-DD-YYYY`, or `DD-MM-YYYY` if the first part cannot be a month; null for
 * anything else.
 */
export function calendarDay(wire: string | null): string | null {
  const iso = wire?.match(/^(\d{4})-(\d\d)-(\d\d)/);
  if (iso) return existingDay(iso[1], iso[2], iso[3]);
  const [, first, second, year] = wire?.match(/^(\d\d?)[-/](\d\d?)[-/](\d{4})$/) ?? [];
  if (first === undefined) return null;
  return Number(first) > 12 ? existingDay(year, second, first) : existingDay(year, first, second);
}

function existingDay(year = '', month = '', day = ''): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00.000Z`);
  // A day that its month does not have is another day of the next month.
  return date.getUTCDate() === Number(day) ? text : null;
}
