import type { GraphQLAnswer } from './gateway.ts';
import { startSandboxed } from './sandbox.ts';

/** What a request has besides its query. */
export type Request = {
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: 'GET' | 'POST';
};

/** An answer and its HTTP status. */
type Answered = GraphQLAnswer & {
  readonly status: number;
  readonly extensions?: Readonly<Record<string, unknown>>;
};

/** A gateway under limits over the sandbox, and the sandbox's requests. */
export type Limited = {
  readonly url: string;
  /** How many requests reached the sandbox. */
  readonly asked: () => number;
  ask(query: string, request?: Request): Promise<Answered>;
  readonly bugs: readonly unknown[];
};

/** Starts both for the running test; `operations` are the limits that are not at their defaults. */
export async function startLimited(operations: Record<string, number> = {}): Promise<Limited> {
  let asked = 0;
  const { gateway } = await startSandboxed({ onRequest: () => (asked += 1) }, { operations });
  const ask = async (query: string, { variables, operationName, headers, method = 'POST' }: Request = {}) => {
    const text = { query, ...(operationName !== undefined && { operationName }) };
    const search = new URLSearchParams({ ...text, ...(variables && { variables: JSON.stringify(variables) }) });
    const response =
      method === 'GET'
        ? await fetch(`${gateway.url}?${search}`, { headers: { 'graphql-require-preflight': '1', ...headers } })
        : await fetch(gateway.url, {
            method,
            headers: { 'content-type': 'application/json', ...headers },
            body: JSON.stringify({ ...text, variables }),
          });
    return { status: response.status, ...((await response.json()) as GraphQLAnswer) };
  };
  return { url: gateway.url, asked: () => asked, ask, bugs: gateway.bugs };
}
