import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The two steps in which a server ends. */
export type GracefulClose = {
  /**
   * From now on every answer ends its connection (`Connection: close`), so that a client that keeps one open comes by
   * another, perhaps to another process. The server goes on taking connections.
   */
  drain(): void;
  /**
   * Takes no more connections, ends those that carry no request at once and the others after their answer, or after
   * `graceMs` milliseconds at the latest.
   */
  close(graceMs: number): Promise<void>;
};

/**
 * Makes a server's end a matter of its requests alone: node itself waits for connections that never carried one (browsers
 * open them in advance) and for kept-alive ones.
 */
export function gracefulClose(server: Server): GracefulClose {
  const idle = new Set<Socket>();
  const answering = new Set<ServerResponse>();
  let draining = false;
  let closing = false;
  server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => idle.delete(socket));
  });
  // Before the handler, which may answer at once.
  server.prependListener('request', ({ socket }, response) => {
    idle.delete(socket);
    answering.add(response);
    if (draining) endConnection(response);
    response.once('close', () => {
      answering.delete(response);
      if (closing) socket.end();
      else if (!socket.destroyed) idle.add(socket);
    });
  });
  const drain = () => {
    draining = true;
    answering.forEach(endConnection);
  };
  return {
    drain,
    async close(graceMs) {
      drain();
      closing = true;
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of idle) socket.destroy();
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(late);
    },
  };
}

function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
