import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { graphiql } from './graphiql.ts';
import { answerText } from './plain-answer.ts';
import { setPageHeaders } from './security-headers.ts';

/** A browser that opens a page; what GraphQL clients accept is JSON. */
export function isPageRequest({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.accept?.includes('text/html') === true;
}

/** Answers with GraphiQL, its tabs about the days before `now`. */
export async function answerPage(
  accountId: string,
  now: number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // The page is nine megabytes, so it is loaded when somebody opens it.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql');
  const nonce = randomBytes(16).toString('base64');
  setPageHeaders(nonce, request, response);
  const page = String(renderGraphiQL(graphiql(accountId, now)));
  answerText(response, 200, page.replace('<script>', `<script nonce="${nonce}">`), {
    'content-type': 'text/html; charset=utf-8',
  });
}
