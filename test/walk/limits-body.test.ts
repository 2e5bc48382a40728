import { Agent, request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startLimited } from '../support/limited.ts';

const MAXIMUM = 4096;

/** A GraphQL request's body of so many bytes, some of which are two to a character. */
function body(bytes: number): string {
  const [head, tail] = ['{"query":"{ __typename }","variables":{"a":"é', '"}}'];
  return head + 'x'.repeat(bytes - Buffer.byteLength(head + tail)) + tail;
}

type Answer = { readonly status: number | undefined; readonly text: string };

/** Sends a body in pieces over the agent's one connection, with its length or in chunks. */
function send(url: string, agent: Agent, text: string, chunked: boolean): Promise<Answer> {
  const length = chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': Buffer.byteLength(text) };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      { agent, method: 'POST', headers: { 'content-type': 'application/json', ...length } },
      async (answer) => resolve({ status: answer.statusCode, text: (await answer.toArray()).join('') }),
    );
    outgoing.on('error', reject);
    for (let start = 0; start < text.length; start += 1000) outgoing.write(text.slice(start, start + 1000));
    outgoing.end();
  });
}

function oneConnection(): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  return agent;
}

describe.each([
  ['with its length', false],
  ['in chunks', true],
])('operations.bodyBytes, of a body %s', (_, chunked) => {
  it('lets through a body that is as long', async () => {
    const { url } = await startLimited({ bodyBytes: MAXIMUM });
    expect(await send(url, oneConnection(), body(MAXIMUM), chunked)).toEqual({
      status: 200,
      text: '{"data":{"__typename":"Query"}}',
    });
  });

  it('refuses a longer one with HTTP 413, and goes on', async () => {
    const gateway = await startLimited({ bodyBytes: MAXIMUM });
    const agent = oneConnection();
    const { status, text } = await send(gateway.url, agent, body(MAXIMUM + 1), chunked);
    expect(status).toBe(413);
    const [error] = JSON.parse(text).errors;
    const actual = chunked ? {} : { actual: MAXIMUM + 1 };
    expect(error.extensions).toEqual({ code: 'LIMIT_EXCEEDED', limit: 'bodyBytes', maximum: MAXIMUM, ...actual });
    expect(error.message).toContain(`${MAXIMUM} bytes`);
    expect((await send(gateway.url, agent, body(200), chunked)).status).toBe(200);
    expect(gateway.asked()).toBe(0);
    expect(gateway.bugs).toEqual([]);
  });
});
