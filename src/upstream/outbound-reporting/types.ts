import type { MessagingChannel } from '../messaging-channel.ts';
import type { Instant, TimeRange } from '../wire-values.ts';
import type { MessageStatus } from './message-status.ts';

/** The services that Outbound Reporting covers: Proactive Messaging 2.0 (`prmsg`) and Connect To Messaging 2.0 (`c2m`). */
export const OUTBOUND_APPS = ['PROACTIVE_MESSAGING', 'CONNECT_TO_MESSAGING'] as const;
/** See `OUTBOUND_APPS`. */
export type OutboundApp = (typeof OUTBOUND_APPS)[number];

/** The counts of messages. The upstream has the same names in lower case. */
export const FUNNEL_COUNTS = [
  'attempted',
  'eligible',
  'skipped',
  'sent',
  'failed',
  'delivered',
  'read',
  'conversationsCreated',
  'conversationsClosed',
] as const;
/** See `FUNNEL_COUNTS`. */
export type FunnelCount = (typeof FUNNEL_COUNTS)[number];

/** Counts of messages, each a whole number from 0. */
export type Funnel = { readonly [C in FunnelCount]: number } & {
  /** Of the sent, those on channels that report what is read. */
  readonly sentWithReadReports: number;
  /** The average survey score; 0 if there were no surveys, null if unknown. */
  readonly csat: number | null;
};

/** The dimensions of analytics, each with the fields of a row that hold it. To add one, start here and follow the compiler. */
export const ANALYTICS_DIMENSIONS = {
  CHANNEL: ['channel'],
  SKILL: ['skill'],
  DAY: ['day', 'unreadableDay'],
} as const;
/** See `ANALYTICS_DIMENSIONS`. */
export type AnalyticsDimension = keyof typeof ANALYTICS_DIMENSIONS;
/** A field of a row that holds a dimension. */
export type DimensionField = (typeof ANALYTICS_DIMENSIONS)[AnalyticsDimension][number];

/** What the fields of the dimensions hold. */
type DimensionValues = {
  readonly channel: MessagingChannel;
  readonly skill: string;
  /** `YYYY-MM-DD`; null if the upstream's text is not a date. */
  readonly day: string | null;
  /** The upstream's text if `day` is null; null if it sent none. */
  readonly unreadableDay: string | null;
};

/** The funnel of one value in each dimension: of one channel, skill and day. */
export type AnalyticsRow = Pick<DimensionValues, DimensionField> & {
  readonly channelCode: string;
  readonly funnel: Funnel;
};

/** An analytics answer. `attempted` is null if the upstream did not say which range it counted. */
export type Analytics = {
  readonly attempted: TimeRange | null;
  readonly rows: readonly AnalyticsRow[];
  readonly fetchedAt: Instant;
};

/** Why a message failed. `meaning` is the error dictionary's, null if it lacks the pair. Never all null. */
export type DeliveryError = {
  readonly source: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly meaning: string | null;
};

/** One message of a campaign report. */
export type ConsumerReport = {
  readonly accountId: string;
  readonly campaignId: string;
  readonly reportId: string;
  readonly consumerId: string | null;
  readonly status: MessageStatus;
  readonly statusCode: string;
  readonly error: DeliveryError | null;
};

/** A whole campaign report; the upstream does not page it. */
export type CampaignReport = { readonly consumers: readonly ConsumerReport[]; readonly fetchedAt: Instant };

/** One outbound message or deflection. The time of a step is null until it happens. */
export type Transaction = {
  readonly accountId: string;
  readonly app: OutboundApp;
  readonly transactionId: string;
  readonly channel: MessagingChannel;
  readonly channelCode: string;
  readonly skill: string | null;
  readonly initialChannel: MessagingChannel | null;
  readonly initialChannelCode: string | null;
  readonly initialSkill: string | null;
  readonly status: MessageStatus;
  /** The upstream's word; null in the documented dialect, whose rows have no status. */
  readonly statusCode: string | null;
  readonly attemptedTime: Instant;
  readonly inviteTime: Instant | null;
  readonly eligibleTime: Instant | null;
  readonly sentTime: Instant | null;
  readonly deliveredTime: Instant | null;
  readonly readTime: Instant | null;
  readonly failedTime: Instant | null;
  readonly skippedTime: Instant | null;
  readonly cancelledTime: Instant | null;
  readonly optInTime: Instant | null;
  readonly optOutTime: Instant | null;
  readonly conversationCreatedTime: Instant | null;
  readonly conversationClosedTime: Instant | null;
  readonly consumerId: string | null;
  readonly conversationId: string | null;
  readonly ivrNumber: string | null;
  readonly error: DeliveryError | null;
  readonly campaignId: string | null;
  readonly handoffId: string | null;
};

/** What the upstream itself filters by. An empty list does not restrict. */
export type MessageFilter = { readonly channels: readonly MessagingChannel[]; readonly skills: readonly string[] };

/** One question to the analytics operation. */
export type AnalyticsQuery = { readonly app: OutboundApp; readonly range: TimeRange; readonly filter: MessageFilter };

/** One question to the transactions operation: all rows of a window of at most 24 hours that pass a filter. */
export type TransactionsQuery = {
  readonly app: OutboundApp;
  readonly window: TimeRange;
  readonly filter: MessageFilter;
  /** Filtered upstream if the dialect can; the caller filters again. */
  readonly statuses: readonly MessageStatus[];
  readonly transactionIds: readonly string[];
};

/** What a dialect needs to request the page after another: JSON. `fresh` if a cached answer will not do. */
export type NextPage = { readonly fresh: boolean };

/** The upstream answer that a page was read from: its name in the cache, and two times in epoch milliseconds. */
export type PageSource = {
  /** Missing if it is not cached. */
  readonly name?: string;
  readonly fetchedAt: number;
  /** Null if it is not cached. */
  readonly freshUntil: number | null;
};

/** One page as the upstream cut it; `next` is null on the last. */
export type TransactionsPage = {
  /** Its rows that no page before it has. */
  readonly transactions: readonly Transaction[];
  /** All rows of the upstream's answer: the same array for all uses of one cached answer. */
  readonly answered: readonly Transaction[];
  readonly next: NextPage | null;
  readonly fetchedAt: Instant;
  readonly source: PageSource;
};

/** What identifies one transaction, and where to find it. */
export type TransactionKey = {
  readonly app: OutboundApp;
  /** Epoch milliseconds of its attempt. */
  readonly attemptedMs: number;
  readonly transactionId: string;
};
