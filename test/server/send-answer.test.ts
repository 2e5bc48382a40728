import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { sendAnswer } from '../../src/server/send-answer.ts';

it('loses no other response, and not the process, to one that cannot be written', async () => {
  const reported: unknown[] = [];
  const sending = { sendIdleMs: 1000, sendBytesPerSecond: 1000 };
  const server = createServer((request, response) => {
    const headers = request.url === '/broken' ? ['a header', 'x'] : ['content-type', 'text/plain'];
    const report = (error: unknown) => void reported.push(error);
    const answer = { status: 200, headers, body: Buffer.from('whole'), freshUntil: null };
    void sendAnswer({ request, response, head: [], compression: false, report }, answer, sending);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const broken = fetch(`${url}/broken`).catch((error: Error) => error.name);
  const others = await Promise.all([1, 2, 3].map(async () => (await fetch(`${url}/other`)).text()));
  expect(await broken).toBe('TypeError');
  expect(others).toEqual(['whole', 'whole', 'whole']);
  expect(reported).toMatchObject([{ code: 'ERR_INVALID_HTTP_TOKEN' }]);
});
