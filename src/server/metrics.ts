import type { RequestEnd } from '../request/request-facts.ts';
import type { Observer } from '../upstream/traffic/observer.ts';
import type { Bodies } from './bodies.ts';
import type { Door } from './door.ts';
import { createExposition, type Exposition } from './exposition.ts';

/** The metrics for Prometheus. Labels name accounts and operation families; never ids, URLs or operations of clients. */
export type Metrics = {
  /** Counts what the upstream layers report. */
  readonly observer: Observer;
  /** Counts a GraphQL request that ended. */
  request(end: RequestEnd): void;
  /** Counts a GraphQL response that was kept in memory, shared with an identical request in flight, or made by a run. */
  answered(way: 'ready' | 'shared' | 'run'): void;
  /** Adds gauges of the requests and bodies in progress. */
  watch(door: Pick<Door, 'running' | 'waiting'>, bodies: Pick<Bodies, 'reading'>): void;
  /** All metrics as text, and its content type. Process metrics are collected from the first call on. */
  print(): Promise<{ readonly text: string; readonly contentType: string }>;
};

const SUBJECT = ['account', 'family'] as const;
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30];

/** The content type of Prometheus's text format. */
const CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * The metrics of one gateway; `docs/operations.md` lists them. `droppedLines` is the number of lines that the log has
 * dropped so far.
 */
export function createMetrics(droppedLines: () => number = () => 0): Metrics {
  const exposition = createExposition();
  const requests = exposition.counter(
    'gateway_requests_total',
    'GraphQL requests by outcome: ok, partial (data and errors), failed (no data), aborted (by the client), refused (503).',
    'outcome',
  );
  const requestSeconds = exposition.histogram(
    'gateway_request_seconds',
    'Duration of GraphQL requests in seconds, including the wait at the door; refused requests are not counted.',
    SECONDS,
  )();
  const answersBy = exposition.counter(
    'gateway_answers_total',
    'GraphQL responses by how they were made: ready (kept in memory), shared (with an identical request in flight), run.',
    'way',
  );
  const answers = { ready: answersBy('ready'), shared: answersBy('shared'), run: answersBy('run') };
  exposition.reading(
    'counter',
    'gateway_log_lines_dropped_total',
    'Log lines that were dropped because stdout was not writable.',
    droppedLines,
  );
  let processMetrics: Promise<{ metrics(): Promise<string> }> | undefined;
  return {
    observer: upstreamObserver(exposition),
    request({ outcome, durationMs }) {
      requests(outcome).value += 1;
      if (outcome !== 'refused') requestSeconds.observe(durationMs / 1000);
    },
    answered(way) {
      answers[way].value += 1;
    },
    watch(door, bodies) {
      exposition.reading('gauge', 'gateway_door_running', 'GraphQL requests in progress.', door.running);
      exposition.reading('gauge', 'gateway_door_waiting', 'GraphQL requests that wait for their turn.', door.waiting);
      exposition.reading(
        'gauge',
        'gateway_bodies_reading',
        'GraphQL requests whose body is being read.',
        bodies.reading,
      );
    },
    async print() {
      processMetrics ??= collectProcess();
      // Without a file descriptor the library cannot be loaded; it is tried again the next time.
      const register = await processMetrics.catch(() => {
        processMetrics = undefined;
      });
      return { text: `${exposition.print()}\n${(await register?.metrics()) ?? ''}`, contentType: CONTENT_TYPE };
    },
  };
}

/** The metrics of the process. Their library takes time and memory, so it is loaded when they are first asked for. */
async function collectProcess() {
  const { collectDefaultMetrics, Registry } = await import('prom-client');
  const register = new Registry();
  collectDefaultMetrics({ register });
  return register;
}

/** Counts upstream calls and reads, by account and family. */
function upstreamObserver({ counter, gauge, histogram }: Exposition): Observer {
  const attempts = counter(
    'gateway_upstream_attempts_total',
    'Upstream calls by HTTP status or failure, including retries.',
    ...SUBJECT,
    'outcome',
  );
  const attemptSeconds = histogram(
    'gateway_upstream_attempt_seconds',
    'Seconds from an upstream call to the end of its response.',
    SECONDS,
    ...SUBJECT,
  );
  const budgetWaitSeconds = histogram(
    'gateway_budget_wait_seconds',
    'Seconds that upstream calls waited for their turn.',
    SECONDS,
    ...SUBJECT,
  );
  const queue = gauge('gateway_budget_queue_length', 'Upstream calls that wait for their turn.', ...SUBJECT);
  const reads = counter(
    'gateway_cache_reads_total',
    'Reads by cache result: hit, stale or miss.',
    ...SUBJECT,
    'result',
  );
  const shared = counter('gateway_shared_reads_total', 'Reads that joined an identical read in flight.', ...SUBJECT);
  const retries = counter(
    'gateway_retries_total',
    'Failures that were retried (repeated) or not because the retry budget was spent (budget_spent).',
    ...SUBJECT,
    'result',
  );
  const breakers = gauge(
    'gateway_breaker_state',
    '1 for the current state of the breaker (closed, half_open, open), otherwise 0.',
    ...SUBJECT,
    'state',
  );

  return {
    attempt({ accountId, family }, outcome, durationMs) {
      attempts(accountId, family, outcome).value += 1;
      attemptSeconds(accountId, family).observe(durationMs / 1000);
    },
    budgetWait: ({ accountId, family }, waitMs) => budgetWaitSeconds(accountId, family).observe(waitMs / 1000),
    queueLength({ accountId, family }, length) {
      queue(accountId, family).value = length;
    },
    cache({ accountId, family }, result) {
      reads(accountId, family, result).value += 1;
    },
    shared({ accountId, family }) {
      shared(accountId, family).value += 1;
    },
    retry({ accountId, family }, result) {
      retries(accountId, family, result).value += 1;
    },
    breaker({ accountId, family }, state) {
      for (const each of BREAKER_STATES) breakers(accountId, family, each).value = each === state ? 1 : 0;
    },
  };
}

const BREAKER_STATES = ['closed', 'half_open', 'open'] as const;
