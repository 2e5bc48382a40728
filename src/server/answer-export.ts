import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import { decodePosition, type ExportPosition } from '../exports/export-position.ts';
import { parameterReader } from '../graphql/read-parameters.ts';
import type { RequestParameters } from '../graphql/request-parameters.ts';
import type { RequestEnd } from '../request/request-facts.ts';
import { ClientError } from '../resolvers/client-error.ts';
import { admit } from './admit.ts';
import { answerArrival } from './answer-arrival.ts';
import type { Arrival, Reception } from './exchange.ts';
import type { ExportPlaces } from './export-places.ts';
import { refuseOverloaded } from './overload.ts';
import { type Refusal, refusalAnswer } from './refusal.ts';
import { runExport } from './run-export.ts';
import type { Serving } from './serving.ts';
import { checkExportRules } from './web-rules.ts';

/** What an export needs before it runs. */
export type ExportReception = Omit<Reception, 'metrics'> & {
  /** The active configuration and what was built from it. */
  readonly serving: () => Serving;
  readonly places: ExportPlaces;
  readonly metrics: { export(end: RequestEnd, items: number): void };
  /** The clock, in epoch milliseconds. */
  readonly now: () => number;
};

/** The parameters of an export. */
type ExportParameters = RequestParameters & { readonly after?: unknown };

/** An export on its way. */
export type ExportExchange = Arrival & { readonly reception: ExportReception };

/**
 * Answers an export. It has a place of its own instead of one in the door, because it may take hours; otherwise it passes
 * what a GraphQL request does. Refuses it with HTTP 429 if the caller has too many exports, with 503 if the gateway has.
 */
export function answerExport(
  serving: Serving,
  reception: ExportReception,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const metrics = {
    request: (end: RequestEnd, { items }: Arrival['facts']) => reception.metrics.export(end, items ?? 0),
  };
  return answerArrival(serving, { ...reception, metrics }, [request, response], (arrival) =>
    pass({ ...arrival, reception }),
  );
}

async function pass(exchange: ExportExchange): Promise<Answer | null> {
  const { serving, reception, request, facts } = exchange;
  const { config, documents } = serving;
  facts.items = 0;
  const admitted = await admit(exchange, reception, { head: checkExportRules, hasRoom: () => true });
  if (admitted === null || 'status' in admitted) return admitted;
  const { place, deadlineAt, body } = admitted;
  const read = parameterReader({ request, body: body.bytes }, config.operations.bodyBytes, documents);
  body.release();
  const position = positionOf(read, reception.now());
  if ('code' in position) return refusalAnswer(position);
  const leave = reception.places.enter(place, config.exports);
  if (leave === 'total') return refuseOverloaded(facts);
  if (leave === 'perCaller') return refusalAnswer(tooMany(config.exports.perCaller));
  try {
    const parameters = () => withoutAfter(read());
    return await runExport(exchange, { parameters, position, deadlineMs: deadlineAt - facts.arrivedAt });
  } finally {
    leave();
  }
}

/** Where the export begins, by the `after` of its body. If the parameters are not valid, its first page says so. */
function positionOf(read: () => ExportParameters, now: number): ExportPosition | Refusal {
  try {
    return decodePosition(read().after, now);
  } catch (error) {
    if (!(error instanceof ClientError)) return decodePosition(null, now);
    return { status: 400, code: error.code, message: error.message };
  }
}

function withoutAfter({ after: _, ...parameters }: ExportParameters): RequestParameters {
  return parameters;
}

function tooMany(maximum: number): Refusal {
  return {
    status: 429,
    code: 'LIMIT_EXCEEDED',
    message: `The caller has ${maximum} exports in progress, which is the limit. Try again when one of them has ended.`,
    extensions: { limit: 'exports.perCaller', maximum },
  };
}
