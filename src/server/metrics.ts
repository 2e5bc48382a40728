import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestEnd, RequestFacts, RequestOutcome } from '../request/request-facts.ts';
import type { Observer } from '../upstream/traffic/observer.ts';
import type { Bodies } from './bodies.ts';
import type { Door } from './door.ts';
import type { ExportPlaces } from './export-places.ts';
import type { Streams } from './streams.ts';

/** The metrics for Prometheus. Labels name accounts and operation families; never ids, URLs or operations of clients. */
export type Metrics = {
  /** Counts what the upstream layers report. */
  readonly observer: Observer;
  /** Counts a GraphQL request that ended; the duration of a stream says nothing about the gateway. */
  request(end: RequestEnd, facts: Pick<RequestFacts, 'events'>): void;
  /** Counts an event that was sent to a subscriber. */
  event(): void;
  /** Counts a GraphQL response that was kept in memory, shared with an identical request in flight, or made by a run. */
  answered(way: 'ready' | 'shared' | 'run'): void;
  /** Counts an export that ended, and the items that it wrote. */
  export(end: RequestEnd, items: number): void;
  /** Adds gauges of the requests, bodies, streams and exports in progress. */
  watch(progress: Progress): void;
  /** All metrics as text, and its content type. Process metrics are collected from the first call on. */
  print(): Promise<{ readonly text: string; readonly contentType: string }>;
};

/** What is in progress. */
type Progress = {
  readonly door: Pick<Door, 'running' | 'waiting'>;
  readonly bodies: Pick<Bodies, 'reading'>;
  readonly streams: Pick<Streams, 'open'>;
  readonly places: Pick<ExportPlaces, 'running'>;
};

const SUBJECT = ['account', 'family'] as const;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30];

/**
 * The metrics of one gateway, in a registry of their own; `docs/operations.md` lists them. `droppedLines` is the number
 * of lines that the log has dropped so far.
 */
export function createMetrics(droppedLines: () => number = () => 0): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const outcomes = (): Record<RequestOutcome, number> => ({ ok: 0, partial: 0, failed: 0, aborted: 0, refused: 0 });
  const requests = outcomes();
  countedBy(
    'outcome',
    requests,
    'gateway_requests_total',
    'GraphQL requests by outcome: ok, partial (data and errors), failed (no data), aborted (by the client), refused (503).',
    registers,
  );
  const requestSeconds = new Histogram({
    name: 'gateway_request_seconds',
    help: 'Duration of GraphQL requests in seconds, including the wait at the door; refused requests and subscriptions are not counted.',
    buckets: SECONDS,
    registers,
  });
  const answers = { ready: 0, shared: 0, run: 0 };
  countedBy(
    'way',
    answers,
    'gateway_answers_total',
    'GraphQL responses by how they were made: ready (kept in memory), shared (with an identical request in flight), run.',
    registers,
  );
  const exported = outcomes();
  countedBy(
    'outcome',
    exported,
    'gateway_exports_total',
    'Exports by outcome: ok, partial (some items have errors), failed (refused by the first page, or broken off), aborted (by the client), refused (503).',
    registers,
  );
  const exportedItems = new Counter({
    name: 'gateway_export_items_total',
    help: 'Items that exports have written.',
    registers,
  });
  const events = new Counter({
    name: 'gateway_subscription_events_total',
    help: 'Events sent to subscribers.',
    registers,
  });
  new Counter({
    name: 'gateway_log_lines_dropped_total',
    help: 'Log lines that were dropped because stdout was not writable.',
    registers,
    collect() {
      this.reset();
      this.inc(droppedLines());
    },
  });
  let collectsProcess = false;
  return {
    observer: upstreamObserver(registers),
    request({ outcome, durationMs }, { events }) {
      requests[outcome] += 1;
      if (outcome !== 'refused' && events === null) requestSeconds.observe(durationMs / 1000);
    },
    answered(way) {
      answers[way] += 1;
    },
    export({ outcome }, items) {
      exported[outcome] += 1;
      exportedItems.inc(items);
    },
    event: () => events.inc(),
    watch: (progress) => watch(progress, registers),
    async print() {
      if (!collectsProcess) collectDefaultMetrics({ register: registry });
      collectsProcess = true;
      return { text: await registry.metrics(), contentType: registry.contentType };
    },
  };
}

/**
 * A counter of numbers that are kept outside it, by the values of its label: prom-client makes a key of the labels each
 * time that it counts, which is too much for every client request.
 */
function countedBy(
  label: string,
  counts: Readonly<Record<string, number>>,
  name: string,
  help: string,
  registers: Registry[],
): void {
  new Counter({
    name,
    help,
    labelNames: [label],
    registers,
    collect() {
      this.reset();
      for (const [value, count] of Object.entries(counts)) this.inc({ [label]: value }, count);
    },
  });
}

function watch({ door, bodies, streams, places }: Progress, registers: Registry[]): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('gateway_door_running', 'GraphQL requests in progress.', door.running);
  gauge('gateway_door_waiting', 'GraphQL requests that wait for their turn.', door.waiting);
  gauge('gateway_bodies_reading', 'GraphQL requests whose body is being read.', bodies.reading);
  gauge('gateway_exports_running', 'Exports in progress.', places.running);
  gauge('gateway_subscriptions', 'Subscriptions that are open.', streams.open);
}

/** Counts upstream calls and reads, by account and family. */
function upstreamObserver(registers: Registry[]): Observer {
  const counter = <L extends string>(name: string, help: string, ...labels: readonly L[]) =>
    new Counter({ name, help, labelNames: [...SUBJECT, ...labels], registers });
  const seconds = (name: string, help: string) =>
    new Histogram({ name, help, labelNames: SUBJECT, buckets: SECONDS, registers });

  const attempts = counter(
    'gateway_upstream_attempts_total',
    'Upstream calls by HTTP status or failure, including retries.',
    'outcome',
  );
  const attemptSeconds = seconds(
    'gateway_upstream_attempt_seconds',
    'Seconds from an upstream call to the end of its response.',
  );
  const budgetWaitSeconds = seconds(
    'gateway_budget_wait_seconds',
    'Seconds that upstream calls waited for their turn.',
  );
  const queue = new Gauge({
    name: 'gateway_budget_queue_length',
    help: 'Upstream calls that wait for their turn.',
    labelNames: SUBJECT,
    registers,
  });
  const reads = counter('gateway_cache_reads_total', 'Reads by cache result: hit, stale or miss.', 'result');
  const shared = counter('gateway_shared_reads_total', 'Reads that joined an identical read in flight.');
  const retries = counter(
    'gateway_retries_total',
    'Failures that were retried (repeated) or not because the retry budget was spent (budget_spent).',
    'result',
  );
  const breakers = new Gauge({
    name: 'gateway_breaker_state',
    help: '1 for the current state of the breaker (closed, half_open, open), otherwise 0.',
    labelNames: [...SUBJECT, 'state'] as const,
    registers,
  });

  return {
    attempt({ accountId: account, family }, outcome, durationMs) {
      attempts.inc({ account, family, outcome });
      attemptSeconds.observe({ account, family }, durationMs / 1000);
    },
    budgetWait: ({ accountId: account, family }, waitMs) =>
      budgetWaitSeconds.observe({ account, family }, waitMs / 1000),
    queueLength: ({ accountId: account, family }, length) => queue.set({ account, family }, length),
    cache: ({ accountId: account, family }, result) => reads.inc({ account, family, result }),
    shared: ({ accountId: account, family }) => shared.inc({ account, family }),
    retry: ({ accountId: account, family }, result) => retries.inc({ account, family, result }),
    breaker({ accountId: account, family }, state) {
      for (const each of BREAKER_STATES) breakers.set({ account, family, state: each }, each === state ? 1 : 0);
    },
  };
}

const BREAKER_STATES = ['closed', 'half_open', 'open'] as const;
