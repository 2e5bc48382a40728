/** The names of the sandbox's APIs, in observed requests and in ordered faults. */
export type SandboxApi =
  | 'transactions'
  | 'analytics'
  | 'campaignReport'
  | 'campaignAnalytics'
  | 'handoffs'
  | 'handoffsByChannel'
  | 'proactiveAlert'
  | 'proactiveReporting'
  | 'getLiveDeflectData'
  | 'token'
  | 'jwks'
  | 'domain'
  | 'control';

/** One request as the sandbox received it, before authentication and faults. */
export type SandboxRequest = {
  api: SandboxApi;
  method: string;
  /** Path and query exactly as sent. */
  path: string;
  /** Header names in lower case; repeated headers joined by a comma. */
  headers: Record<string, string>;
  /** Parsed JSON; the text when it is not JSON; undefined when empty. */
  body: unknown;
};

/**
 * The documents contradict themselves; each switch chooses one of the spellings. The defaults are those that the
 * documents print.
 */
type SandboxQuirks = {
  /**
   * Analytics `csat` is always a number. Default false: a string, for example "3.9", or the number 0 without
   * surveys.
   */
  csatAsNumber: boolean;
  /**
   * Campaign report rows have `errorSource` and `errorCode` swapped, like the document's FAILED row. Default true.
   */
  swappedCampaignErrors: boolean;
  /**
   * LiveDeflect's `success` is a string where the document prints one ("true" of the reports, "false" of a failed
   * alert). Default true; false: booleans only.
   */
  stringSuccess: boolean;
  /** The in-app image component spells `Variables` with a capital letter. Default true. */
  capitalVariables: boolean;
  /**
   * Deflection events carry `externalCustomerId` (the document's table) instead of `externalConsumerId` (its example).
   * Default false.
   */
  externalCustomerIdKey: boolean;
  /**
   * Handoffs by channel are bare channel objects without the handoff's id and name. Default true; false: handoffs with
   * only the matching channels.
   */
  bareHandoffChannels: boolean;
  /**
   * Transactions of the documented dialect and of V1 carry both `handOffId` and `ivrNumber`, as V2 always does. Default
   * false: the one that belongs to the app.
   */
  bothHandoffAndIvr: boolean;
};

/** What can be set when a sandbox starts. */
export type SandboxOptions = {
  /** The address to listen on. Default 127.0.0.1. */
  host?: string;
  /** The TCP port; 0 for any free port. Default 0. */
  port?: number;
  /**
   * The clock of the data and its windows, in epoch milliseconds. Default Date.now. Tokens and the rate limit
   * use the machine's clock.
   */
  now?: () => number;
  /** Another seed gives other data. Default 'sandbox'. */
  seed?: string;
  /** Mean of the messages attempted per account on a weekday in prmsg; c2m has about a third. Default 1200. */
  transactionsPerDay?: number;
  /** Events younger than this are not reported yet, in milliseconds. Default 20 minutes, the documented delay. */
  dataDelayMs?: number;
  /** Requests per second, account and API family before 429. Default 10; Infinity turns the limit off. */
  requestsPerSecond?: number;
  /**
   * Lifetime of an App JWT in milliseconds, by the machine's clock. Default one hour; with 0 or less, tokens are issued expired.
   */
  tokenLifetimeMs?: number;
  /**
   * Bounds of the page length that the sandbox chooses for transactions, in rows, within 1 to 9999. Default 500 to
   * 2000.
   */
  pageLength?: { min: number; max: number };
  /**
   * The most handoffs in one answer, whatever `limit` says. Default Infinity: the document gives a default of 30
   * for `limit`, and no maximum.
   */
  handoffCap?: number;
  /** Whether a transaction attempted exactly at attemptedEndTime is in the window. Default true. */
  inclusiveEnd?: boolean;
  /** See `SandboxQuirks`. */
  quirks?: Partial<SandboxQuirks>;
  /** Called with every request to a known route. */
  onRequest?: (request: SandboxRequest) => void;
};

/** `SandboxOptions` with the defaults filled in, without host and port. */
export type Settings = Required<Omit<SandboxOptions, 'host' | 'port' | 'quirks'>> & { quirks: SandboxQuirks };

const documentedQuirks: SandboxQuirks = {
  csatAsNumber: false,
  swappedCampaignErrors: true,
  stringSuccess: true,
  capitalVariables: true,
  externalCustomerIdKey: false,
  bareHandoffChannels: true,
  bothHandoffAndIvr: false,
};

/** Fills in the defaults. Throws a RangeError when a number is out of range. */
export function settingsFrom(options: SandboxOptions): Settings {
  const settings: Settings = {
    now: options.now ?? Date.now,
    seed: options.seed ?? 'sandbox',
    transactionsPerDay: options.transactionsPerDay ?? 1200,
    dataDelayMs: options.dataDelayMs ?? 20 * 60_000,
    requestsPerSecond: options.requestsPerSecond ?? 10,
    tokenLifetimeMs: options.tokenLifetimeMs ?? 60 * 60_000,
    pageLength: options.pageLength ?? { min: 500, max: 2000 },
    handoffCap: options.handoffCap ?? Number.POSITIVE_INFINITY,
    inclusiveEnd: options.inclusiveEnd ?? true,
    quirks: { ...documentedQuirks, ...options.quirks },
    onRequest: options.onRequest ?? (() => undefined),
  };
  requireInRange(settings);
  return settings;
}

function requireInRange(settings: Settings): void {
  const { transactionsPerDay, dataDelayMs, requestsPerSecond, pageLength, handoffCap } = settings;
  const { min, max } = pageLength;
  if (!(Number.isInteger(min) && Number.isInteger(max) && min >= 1 && min <= max && max <= 9999)) {
    throw new RangeError(`pageLength must be whole numbers with 1 <= min <= max <= 9999, not ${min} to ${max}`);
  }
  if (!(transactionsPerDay >= 0 && transactionsPerDay <= 1_000_000)) {
    throw new RangeError(`transactionsPerDay must be between 0 and 1000000, not ${transactionsPerDay}`);
  }
  if (!(handoffCap >= 1)) throw new RangeError(`handoffCap must be at least 1, not ${handoffCap}`);
  if (!(dataDelayMs >= 0)) throw new RangeError(`dataDelayMs must not be negative, but is ${dataDelayMs}`);
  if (!(requestsPerSecond > 0)) throw new RangeError(`requestsPerSecond must be above 0, not ${requestsPerSecond}`);
}
