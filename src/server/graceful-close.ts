import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** The two steps in which a server ends. */
export type GracefulClose = {
  /**
   * From now on every answer ends its connection (`Connection: close`), so that a client that keeps one open comes by
   * another, perhaps to another process. The server goes on taking connections.
   */
  drain(): void;
  /**
   * Takes no more connections, ends those on which no request comes within `lingerMs` milliseconds and the others after
   * their answer, or after `graceMs` milliseconds at the latest.
   */
  close(graceMs: number, lingerMs: number): Promise<void>;
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
    async close(graceMs, lingerMs) {
      drain();
      closing = true;
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      // The system resets connections that it has accepted and the process has not.
      await nextTurn();
      // An HTTP server would end idle connections at once, and reset those whose request is on its way.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
      if (idle.size > 0) await sleep(Math.min(lingerMs, graceMs));
      for (const socket of idle) socket.destroy();
      await closed;
      clearTimeout(late);
      server.close();
    },
  };
}

function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
