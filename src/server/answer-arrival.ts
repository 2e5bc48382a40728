import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import type { ReportBug } from '../graphql/errors.ts';
import { beginRequest } from './begin-request.ts';
import type { Arrival, Reception } from './exchange.ts';
import { internalError, refusalAnswer } from './refusal.ts';
import { REQUEST_ID_HEADER } from './request-id.ts';
import { sendAnswer } from './send-answer.ts';
import type { Serving } from './serving.ts';

/**
 * Begins a request, and has `pass` send its answer, or return the refusal of one that must not run. An internal error
 * becomes HTTP 500, or breaks off a response that has begun.
 */
export async function answerArrival(
  serving: Serving,
  reception: Reception,
  [request, response]: readonly [IncomingMessage, ServerResponse],
  pass: (arrival: Arrival) => Promise<Answer | null>,
): Promise<void> {
  const { facts, span } = beginRequest(request, response, reception);
  const head = [...serving.headOf(request), REQUEST_ID_HEADER, facts.id];
  const { compression } = serving.config.web;
  const report: ReportBug = (bug) => reception.reportBug(bug, facts.id);
  const outgoing = { request, response, head, compression, report };
  const send = (answer: Answer) => sendAnswer(outgoing, answer, reception.sending);
  try {
    const refusal = await pass({ serving, request, response, head, facts, span, report, send });
    if (refusal !== null) await send(refusal);
  } catch (error) {
    const refusal = refusalAnswer(internalError(error, report));
    if (response.headersSent) response.destroy();
    else await send(refusal);
  }
}
