import type { IncomingMessage } from 'node:http';

/** How much of bodies is held at once. */
export type BodiesOptions = {
  /** Bodies that are read at once. */
  readonly bodies: number;
  /** Bytes of bodies that are being read or whose requests wait. */
  readonly bodiesBytes: number;
};

/** A body that was read, and what it holds. */
export type ReadBody = {
  /** Null if it has more bytes than it may; the rest is not read. */
  readonly text: string | null;
  /** To be called when its request runs or ends; a second time does nothing. */
  release(): void;
};

/** The bodies of requests that do not run yet. */
export type Bodies = {
  /**
   * Reads a body of at most `maxBytes`, as UTF-8. Resolves with null if it was displaced by others, and never if its
   * client leaves.
   */
  read(request: IncomingMessage, maxBytes: number): Promise<ReadBody | null>;
  /** Bodies that are being read. */
  readonly reading: () => number;
};

/** A body that is being read. */
type Reading = { bytes: number; displace(): void };

/**
 * Reads bodies before their requests take a place, so that a slow one holds up nobody. When they are too many, or too
 * large together, the one that has taken longest makes room: honest bodies come at once.
 */
export function createBodies({ bodies, bodiesBytes }: BodiesOptions): Bodies {
  /** In the order in which they came. */
  const reading = new Set<Reading>();
  let held = 0;
  const isFull = (oldest: Reading) => reading.size > bodies || (held > bodiesBytes && held > oldest.bytes);
  const makeRoom = () => {
    for (const oldest of reading) {
      if (!isFull(oldest)) return;
      oldest.displace();
    }
  };
  return {
    reading: () => reading.size,
    read(request, maxBytes) {
      return new Promise((resolve) => {
        let buffer = Buffer.alloc(0);
        let length = 0;
        const body: Reading = {
          bytes: 0,
          displace() {
            leave();
            resolve(null);
          },
        };
        const release = () => {
          held -= body.bytes;
          body.bytes = 0;
        };
        const stop = () => {
          reading.delete(body);
          // What still comes is discarded, so that the connection can carry another request.
          request.off('data', onData).off('end', onEnd).off('close', leave).resume();
        };
        const leave = () => {
          stop();
          release();
        };
        // One buffer, because each chunk of a byte would take a hundred.
        const grow = (bytes: number) => {
          const larger = Buffer.allocUnsafe(bytes);
          buffer.copy(larger, 0, 0, length);
          held += bytes - body.bytes;
          body.bytes = bytes;
          buffer = larger;
        };
        const onData = (chunk: Buffer) => {
          const next = length + chunk.length;
          if (next > maxBytes) {
            leave();
            resolve({ text: null, release });
            return;
          }
          if (next > buffer.length) grow(Math.max(next, Math.min(2 * buffer.length, maxBytes)));
          chunk.copy(buffer, length);
          length = next;
          makeRoom();
        };
        const onEnd = () => {
          stop();
          resolve({ text: buffer.toString('utf8', 0, length), release });
        };
        if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
          resolve({ text: null, release });
          return;
        }
        reading.add(body);
        request.on('data', onData).once('end', onEnd).once('close', leave);
        makeRoom();
      });
    },
  };
}
