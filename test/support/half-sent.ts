import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A client that sent the head of a POST, and only the beginning of its body. */
export type HalfSent = {
  readonly socket: Socket;
  /** All that it has received. */
  received(): string;
  /** Resolves when its connection is closed. */
  readonly ended: Promise<void>;
};

/** Connects one to a gateway for the running test. */
export function sendHalf(url: string, body = '{', contentLength = 100_000): HalfSent {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  let received = '';
  // A connection that the gateway ends may be reset; what matters is that it ends.
  socket
    .setEncoding('utf8')
    .on('error', () => {})
    .on('data', (text) => {
      received += text;
    });
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n');
  socket.write(`content-length: ${contentLength}\r\n\r\n${body}`);
  return { socket, received: () => received, ended };
}
