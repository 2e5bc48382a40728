import type { Server, ServerResponse } from 'node:http';
import { Server as NetServer, type Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

/** The two steps of a shutdown. */
export type GracefulClose = {
  /**
   * Makes every response end its connection (`Connection: close`), so that clients reconnect, perhaps to another process.
   * The server still accepts connections.
   */
  drain(): void;
  /**
   * Accepts no more connections. Closes those without a request after `lingerMs` milliseconds, and the others after their
   * response, or after `graceMs` milliseconds at the latest.
   */
  close(graceMs: number, lingerMs: number): Promise<void>;
};

/**
 * Makes a server's shutdown wait for requests only. Node.js also waits for connections without a request (browsers open
 * them in advance) and for keep-alive connections.
 */
export function gracefulClose(server: Server): GracefulClose {
  /**
   * The last response in progress on each connection; null on an idle one. A set of responses would be made anew as it
   * grows and shrinks, and its former tables keep what they held, with all of its request, until a full collection.
   */
  const lastOf = new Map<Socket, ServerResponse | null>();
  let draining = false;
  let closing = false;
  server.on('connection', (socket) => {
    lastOf.set(socket, null);
    socket.once('close', () => lastOf.delete(socket));
  });
  // Before the handler, which may respond at once.
  server.prependListener('request', ({ socket }, response) => {
    lastOf.set(socket, response);
    if (draining) endConnection(response);
    response.on('close', () => {
      if (lastOf.get(socket) === response) lastOf.set(socket, null);
      if (closing) socket.end();
    });
  });
  const idle = () => [...lastOf].flatMap(([socket, response]) => (response === null ? [socket] : []));
  const drain = () => {
    draining = true;
    for (const response of lastOf.values()) if (response !== null) endConnection(response);
  };
  return {
    drain,
    async close(graceMs, lingerMs) {
      drain();
      closing = true;
      const late = setTimeout(() => server.closeAllConnections(), graceMs);
      // The system resets connections that it has accepted but the process has not.
      await nextTurn();
      // http.Server's close would end idle connections at once, and reset those whose request is in transit.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
      if (idle().length > 0) await sleep(Math.min(lingerMs, graceMs));
      for (const socket of idle()) socket.destroy();
      await closed;
      clearTimeout(late);
      server.close();
    },
  };
}

function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}
