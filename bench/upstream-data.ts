/** The accounts of the upstream, and how many transactions each has a day. */
export const ROWS_PER_DAY: Readonly<Record<string, number>> = { '10000100': 100, '10001000': 1000 };

/** Milliseconds of a day. */
export const DAY_MS = 24 * 60 * 60_000;

/** Rows of a page, at most. */
const PAGE_LENGTH = 1000;
const CAMPAIGNS = 10;
const CHANNELS = ['sms', 'wa', 'inapp'] as const;

/** An answer of transactions in the documented dialect. */
export type WirePage = ReturnType<typeof transactionsPage>;
/** One row of it. */
export type WireTransaction = WirePage['transactions'][number];
/** An answer of analytics, of an account or of a campaign. */
export type WireAnalytics = ReturnType<typeof accountAnalytics>;
/** One row of it. */
export type WireAnalyticsRow = WireAnalytics['analytics'][number];

/** The transactions of a window from an offset on: the same ones whenever they are asked for. */
export function transactionsPage(accountId: string, startMs: number, endMs: number, offset: number) {
  const all = daysIn(startMs, endMs).flatMap((dayMs) => transactionsOf(accountId, dayMs));
  const within = all.filter(({ attemptedTime }) => {
    const attemptedMs = Date.parse(attemptedTime);
    return attemptedMs >= startMs && attemptedMs <= endMs;
  });
  const transactions = within.slice(offset, offset + PAGE_LENGTH);
  const isLast = offset + PAGE_LENGTH >= within.length;
  return {
    requestMetadata: { accountId, app: 'prmsg', attemptedStartTime: startMs, attemptedEndTime: endMs },
    page: {
      count: transactions.length,
      previousOffset: offset === 0 ? -1 : Math.max(0, offset - PAGE_LENGTH),
      currentOffset: offset,
      nextOffset: isLast ? -1 : offset + PAGE_LENGTH,
    },
    transactions,
  };
}

/** Analytics of an account: three rows a day, one of each channel. */
export function accountAnalytics(accountId: string, startMs: number, endMs: number) {
  return {
    requestMetadata: { accountId, app: 'prmsg', attemptedStartTime: startMs, attemptedEndTime: endMs },
    analytics: daysIn(startMs, endMs).flatMap((dayMs) =>
      CHANNELS.map((channel, index) => analyticsRow(channel, dayMs, 400 + ((dayMs / DAY_MS) % 50) + index)),
    ),
  };
}

/** Analytics of a campaign: three rows, one of each channel. */
export function campaignAnalytics(accountId: string, campaignId: string) {
  const seed = campaignId.charCodeAt(campaignId.length - 1);
  const startMs = 20_000 * DAY_MS;
  return {
    requestMetadata: { accountId, app: 'prmsg', attemptedStartTime: startMs, attemptedEndTime: startMs + DAY_MS },
    analytics: CHANNELS.map((channel, index) => analyticsRow(channel, startMs, 100 + seed + index)),
  };
}

function daysIn(startMs: number, endMs: number): number[] {
  const first = Math.floor(startMs / DAY_MS);
  return Array.from({ length: Math.floor(endMs / DAY_MS) - first + 1 }, (_, day) => (first + day) * DAY_MS);
}

function transactionsOf(accountId: string, dayMs: number) {
  const perDay = ROWS_PER_DAY[accountId] ?? 0;
  return Array.from({ length: perDay }, (_, index) => {
    // Half a step from midnight, where windows that include their ends would overlap.
    const attemptedMs = dayMs + Math.round(((index + 0.5) * DAY_MS) / perDay);
    return transaction(`${accountId}-${dayMs / DAY_MS}`, index, attemptedMs);
  });
}

function transaction(series: string, index: number, attemptedMs: number) {
  const after = (steps: number) => new Date(attemptedMs + steps * 1117).toISOString();
  const isFailed = index % 10 === 9;
  const isAnswered = index % 5 === 0;
  const isRead = !isFailed && index % 2 === 0;
  const number = String(index).padStart(12, '0');
  return {
    channel: CHANNELS[index % CHANNELS.length] as string,
    skill: `skill-${index % 4}`,
    transactionId: `7c1de1e2-${series}-${number}`,
    attemptedTime: after(0),
    cancelledTime: null,
    conversationId: isAnswered ? `0b6f2a55-${series}-${number}` : null,
    conversationsClosedTime: isAnswered ? after(900) : null,
    conversationsCreatedTime: isAnswered ? after(300) : null,
    consumerId: isAnswered ? String(100_000_000 + index) : null,
    deliveredTime: isFailed ? null : after(3),
    eligibleTime: after(1),
    errorCode: isFailed ? '30003' : null,
    errorMessage: isFailed ? 'Unreachable destination handset' : null,
    errorSource: isFailed ? 'twilio' : null,
    failedTime: isFailed ? after(4) : null,
    inviteTime: after(1),
    optInsTime: null,
    optOutsTime: null,
    proactiveCampaignId: `aXyZ12bC${index % CAMPAIGNS}`,
    readTime: isRead ? after(60) : null,
    sentTime: after(2),
    initialSkill: `skill-${index % 4}`,
    initialChannel: CHANNELS[index % CHANNELS.length] as string,
    skippedTime: null,
    handOffId: `H${String(100_000_000_000_000 + (index % 7))}`,
    ivrNumber: '',
  };
}

function analyticsRow(channel: string, dayMs: number, attempted: number) {
  const [year, month, day] = new Date(dayMs).toISOString().slice(0, 10).split('-');
  const sent = Math.floor(attempted * 0.9);
  return {
    channel,
    skill: `skill-${attempted % 4}`,
    transactionday: `${month}-${day}-${year}`,
    attempted,
    eligible: sent + 2,
    skipped: 1,
    sent,
    failed: attempted - sent,
    delivered: sent - 10,
    read: channel === 'sms' ? 0 : sent - 30,
    conversationscreated: Math.floor(sent / 5),
    conversationsclosed: Math.floor(sent / 6),
    csat: '4.2',
  };
}
