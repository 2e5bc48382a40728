import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { GraphQLError } from 'graphql';
import type { ExportPosition } from '../exports/export-position.ts';
import { ExportFailure, type RunPage } from '../exports/read-pages.ts';
import type { ExportPlan } from '../graphql/exports/export-plan.ts';
import type { RequestParameters } from '../graphql/request-parameters.ts';
import type { GatewayErrorCode } from '../schema/gateway-error-code.ts';
import { createAnswerMemory } from '../upstream/traffic/answer-memory.ts';
import type { ExportExchange } from './answer-export.ts';
import { identify } from './check-caller.ts';
import type { Serving } from './serving.ts';

/** What an export asks, and where it begins. */
export type ExportRequest = {
  /** Throws if the request has no valid parameters. */
  readonly parameters: () => RequestParameters;
  readonly position: ExportPosition;
  /** Milliseconds that each page may take. */
  readonly deadlineMs: number;
};

/** Bytes of an export's own upstream answers, packed: the slice in use, the next one, and what else their rows need. */
const OWN_BYTES = 4 * 1024 ** 2;

/** How often an export looks whether the process is still overloaded. */
const REST_MS = 250;

/**
 * Runs the pages of an export, each as a request of its own: before each but the first, the caller is checked again, by the
 * configuration that is active then, and the export waits while its caller has used up a quota or the process is overloaded. Adds up the cost. Throws `ExportFailure`.
 */
export function exportPages(exchange: ExportExchange, asked: ExportRequest, signal: AbortSignal): RunPage {
  const { reception, request, facts, span } = exchange;
  const { parameters, position, deadlineMs } = asked;
  const bulk = createAnswerMemory(OWN_BYTES) ?? undefined;
  const run = {
    facts,
    span,
    deadlineMs,
    signal,
    fresh: false,
    streams: false,
    onSource() {},
    now: position.startedAt,
    ...(bulk && { bulk }),
  };
  let cost: number | null = null;
  return async (first, after) => {
    // A slice that has been read gives several pages, and other requests must not wait for all of them.
    await setImmediate();
    const serving = cost === null ? exchange.serving : await goOn(exchange, signal);
    let plan: ExportPlan | null = null;
    const onPlan = (its: ExportPlan) => {
      plan = its;
    };
    const { method, headers } = request;
    const result = await serving.graphql.exportPage({ method, headers, parameters }, run, { first, after, onPlan });
    cost = (cost ?? 0) + (facts.cost ?? 0);
    facts.cost = cost;
    if (reception.places.stopping.aborted) throw stopping();
    return { plan, result };
  };
}

/**
 * Waits until the next page may run, and resolves with what is active then. Throws `ExportFailure` if the caller is no longer
 * known, or if the process stops.
 */
async function goOn(exchange: ExportExchange, signal: AbortSignal): Promise<Serving> {
  const { overloaded, serving: active } = exchange.reception;
  for (;;) {
    const serving = active();
    const caller = await identify({ ...exchange, serving });
    if ('status' in caller) throw failure(caller.code, caller.message);
    const waitMs = overloaded() ? REST_MS : serving.quotas.begin(caller)?.endsInMs;
    if (waitMs === undefined) return serving;
    await sleep(Math.ceil(waitMs), undefined, { signal }).catch(() => {
      throw stopping();
    });
  }
}

function stopping(): ExportFailure {
  return failure('STOPPING', 'The gateway stops. Resume the export from the cursor.');
}

function failure(code: GatewayErrorCode, message: string): ExportFailure {
  return new ExportFailure([new GraphQLError(message, { extensions: { code } })]);
}
