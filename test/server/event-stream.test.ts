import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Answer } from '../../src/answers/answer.ts';
import { type EventStream, startEventStream } from '../../src/server/event-stream.ts';
import { openStream } from '../support/live.ts';

const answer = (value: unknown): Answer => ({
  status: 200,
  headers: [],
  body: Buffer.from(JSON.stringify({ data: value })),
  freshUntil: null,
});

/** A stream, as who sends it and who reads it have it. */
async function startStream() {
  const { promise, resolve } = Promise.withResolvers<{ stream: EventStream; response: ServerResponse }>();
  const server = createServer((_, response) => {
    const sending = { sendIdleMs: 1000, sendBytesPerSecond: 1024 };
    resolve({ stream: startEventStream(response, [], { heartbeatMs: 60_000, sending }), response });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const client = await openStream(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, '');
  return { client, ...(await promise) };
}

describe('an event stream', () => {
  it('sends answers as they are, whatever text is in them', async () => {
    const { client, stream } = await startStream();
    const text = 'event: complete\ndata:\r\n\n\u2028\u0000ä';
    stream.next(answer(text));
    expect(await client.result(0)).toEqual({ data: text });
    stream.cut();
    expect(await client.ended()).toBe(false);
  });

  it('is completed with a last answer', async () => {
    const { client, stream } = await startStream();
    stream.complete(answer(1));
    expect([await client.ended(), client.results]).toEqual([true, [{ data: 1 }]]);
  });

  it.each<[string, (stream: EventStream, response: ServerResponse) => void]>([
    ['cut', (stream) => stream.cut()],
    ['lost', (_, response) => response.destroy()],
  ])('that is %s sends nothing any more, and does not mind', async (_, end) => {
    const { client, stream, response } = await startStream();
    const errors: unknown[] = [];
    response.on('error', (error) => errors.push(error));
    end(stream, response);
    stream.next(answer(1));
    stream.complete(answer(2));
    stream.cut();
    await client.ended();
    expect([client.results, errors]).toEqual([[], []]);
  });
});
