import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerSentence } from './plain-answer.ts';

/** What serves a path. */
export type Route = 'graphql' | 'export' | 'health' | 'metrics';

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/graphql', 'graphql'],
  ['/graphql/export', 'export'],
  ['/health/live', 'health'],
  ['/health/ready', 'health'],
  ['/metrics', 'metrics'],
]);

/** The path of a request, without its query string. */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

/** Whether something other than GraphiQL serves a path. */
export function isRoute(path: string): boolean {
  return ROUTES.has(path);
}

/** The route of a request. Null if it has none; the request is then answered with 404 or 405. */
export function routeOf(request: IncomingMessage, response: ServerResponse): Route | null {
  const { method = '' } = request;
  const route = ROUTES.get(pathOf(request));
  if (route === undefined) return end(response, 404, 'Not found. GraphQL is at /graphql.');
  if (route === 'graphql' || route === 'export' || method === 'GET' || method === 'HEAD') return route;
  return end(response, 405, 'Use GET or HEAD.', { allow: 'GET, HEAD' });
}

function end(response: ServerResponse, status: number, sentence: string, headers: Record<string, string> = {}): null {
  answerSentence(response, status, sentence, headers);
  return null;
}
