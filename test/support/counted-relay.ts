import { type AddressInfo, connect, createServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** What stands between a client and a server, and counts. */
export type CountedRelay = {
  /** The server's URL, by way of the relay. */
  readonly url: string;
  /** The bytes that have come from the server since this was last asked. */
  bytes(): number;
};

/** Starts one on a free port for the running test. */
export async function startCountedRelay(url: string): Promise<CountedRelay> {
  const { hostname, port, pathname } = new URL(url);
  let bytes = 0;
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    upstream.on('data', (chunk) => {
      bytes += chunk.length;
    });
    client.pipe(upstream).pipe(client);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    bytes() {
      const counted = bytes;
      bytes = 0;
      return counted;
    },
  };
}
