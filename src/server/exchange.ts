import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import type { ReportBug } from '../graphql/errors.ts';
import type { Run } from '../request/run.ts';
import { beginRequest, type RequestObservers } from './begin-request.ts';
import type { Bodies } from './bodies.ts';
import { internalError, refusalAnswer } from './refusal.ts';
import { REQUEST_ID_HEADER } from './request-id.ts';
import { type SendingOptions, sendAnswer } from './send-answer.ts';
import type { Serving } from './serving.ts';

/** What a GraphQL request or an export needs before it runs. */
export type Reception = RequestObservers & {
  readonly bodies: Bodies;
  readonly sending: SendingOptions;
  /** True while the process must not accept more work. */
  readonly overloaded: () => boolean;
  readonly reportBug: ReportBug;
};

/** A request on its way to its answer, by the configuration that was active when it arrived. */
export type Exchange = Pick<Run, 'facts' | 'span'> & {
  readonly serving: Serving;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The headers of the response that do not depend on its answer, as names and values in turn. */
  readonly head: string[];
  readonly report: ReportBug;
  send(answer: Answer): void | Promise<void>;
};

/**
 * Begins a request, and has `pass` send its answer, or return the refusal of one that must not run. An internal error
 * becomes HTTP 500, or breaks off a response that has begun.
 */
export async function answerExchange(
  serving: Serving,
  reception: Reception,
  [request, response]: readonly [IncomingMessage, ServerResponse],
  pass: (exchange: Exchange) => Promise<Answer | null>,
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
