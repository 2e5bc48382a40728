import { z } from 'zod';
import { messagingChannel } from '../messaging-channel.ts';
import { decimal, instantOf, integer, type TimeRange, text } from '../wire-values.ts';
import type { AnalyticsRow } from './types.ts';

/** The answer of account analytics and of campaign analytics, as far as the gateway reads it. */
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

/** Null where one of the ends is missing, or on no calendar. */
function attemptedRange(startMs: number | null, endMs: number | null): TimeRange | null {
  if (startMs === null || endMs === null) return null;
  return instantOf(startMs) === null || instantOf(endMs) === null ? null : { startMs, endMs };
}

/** Keys come as `conversationscreated` and, in older answers, as `conversationsCreated`. */
function analyticsRow(wire: Record<string, unknown>): AnalyticsRow {
  const row = Object.fromEntries(Object.entries(wire).map(([key, value]) => [key.toLowerCase(), value]));
  const count = (key: string) => integer(row[key]) ?? 0;
  const channelCode = text(row.channel) ?? '';
  return {
    channel: messagingChannel(channelCode),
    channelCode,
    skill: text(row.skill) ?? '',
    day: calendarDay(text(row.transactionday) ?? text(row.date)),
    funnel: {
      attempted: count('attempted'),
      eligible: count('eligible'),
      skipped: count('skipped'),
      sent: count('sent'),
      failed: count('failed'),
      delivered: count('delivered'),
      read: count('read'),
      conversationsCreated: count('conversationscreated'),
      conversationsClosed: count('conversationsclosed'),
      csat: decimal(row.csat),
    },
  };
}

/** `MM-DD-YYYY`, `DD-MM-YYYY` where the first cannot be a month, or `YYYY-MM-DD`, as `YYYY-MM-DD`; null for anything else. */
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
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? text : null;
}
