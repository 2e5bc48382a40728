import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** One request as it came over the socket. */
export type SeenRequest = {
  readonly method: string;
  /** Path and query, exactly as sent. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Parsed where it is JSON; text otherwise; undefined when empty. */
  readonly body: unknown;
};

/** What to answer: JSON unless `text` is given; or a function that does with the response what it likes. */
export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly json: unknown }
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly text: string }
  | ((response: ServerResponse) => void);

/** An upstream that answers as the test says, and remembers what it was asked. */
export type Upstream = {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Method and path of each request, in order: the usual thing to assert. */
  readonly asked: () => string[];
};

/** Starts an upstream on a free port for the running test; what `answer` returns undefined for is a 404. */
export async function startUpstream(
  answer: (request: SeenRequest, index: number) => Answer | undefined | Promise<Answer | undefined>,
): Promise<Upstream> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const request = await read(incoming);
    const index = requests.push(request) - 1;
    send(response, (await answer(request, index)) ?? { status: 404, json: { code: 0, message: 'no such route' } });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const asked = () => requests.map(({ method, path }) => `${method} ${path}`);
  return { url: `http://127.0.0.1:${port}`, requests, asked };
}

async function read(incoming: IncomingMessage): Promise<SeenRequest> {
  const text = (await incoming.toArray()).join('');
  const { method = '', url: path = '', headers } = incoming;
  return { method, path, headers, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

function send(response: ServerResponse, answer: Answer): void {
  if (typeof answer === 'function') {
    answer(response);
    return;
  }
  const json = 'json' in answer;
  response.writeHead(answer.status ?? 200, {
    'content-type': json ? 'application/json' : 'text/html',
    ...answer.headers,
  });
  response.end(json ? JSON.stringify(answer.json) : answer.text);
}
