import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Makes a server's end a matter of its requests alone: node itself waits for connections that never carried one (browsers
 * open them in advance) and for kept-alive ones. The function that it returns takes no more connections, ends those that
 * carry no request at once and the others after their answer, or after `graceMs` milliseconds at the latest.
 */
export function gracefulClose(server: Server): (graceMs: number) => Promise<void> {
  const idle = new Set<Socket>();
  let closing = false;
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    idle.delete(socket);
    response.once('close', () => {
      if (closing) socket.end();
      else if (!socket.destroyed) idle.add(socket);
    });
  });
  return async (graceMs) => {
    closing = true;
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of idle) socket.destroy();
    const late = setTimeout(() => server.closeAllConnections(), graceMs);
    await closed;
    clearTimeout(late);
  };
}
