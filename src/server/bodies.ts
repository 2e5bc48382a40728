import type { IncomingMessage } from 'node:http';

/** The limits on bodies in memory. */
export type BodiesOptions = {
  /** The number of bodies that are read at once. */
  readonly bodies: number;
  /** Bytes of memory for bodies that are being read or whose requests wait. */
  readonly bodiesBytes: number;
};

/** A body that was read, and the memory that it holds. */
export type ReadBody = {
  /** Null if it exceeds the limit; the rest is not read. */
  readonly bytes: Buffer | null;
  /** Frees the memory. Call it when the request runs or ends; a second call does nothing. */
  release(): void;
};

/** The bodies of requests that are not running yet. */
export type Bodies = {
  /**
   * Reads a body of at most `maxBytes`. Resolves with null if other bodies displaced it; never resolves if the
   * client disconnects.
   */
  read(request: IncomingMessage, maxBytes: number): Promise<ReadBody | null>;
  /** The number of bodies that are being read. */
  readonly reading: () => number;
};

const EMPTY = Buffer.alloc(0);

const nothing = () => {};

/** A body that is being read. */
type Reading = { bytes: number; displace(): void };

/**
 * Reads bodies before their requests enter the door, so that a slow client blocks no other. If they are too many or too
 * large together, the one that has taken longest is displaced: bodies of ordinary clients arrive at once.
 */
export function createBodies({ bodies, bodiesBytes }: BodiesOptions): Bodies {
  /** In order of arrival. */
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
        let buffer = EMPTY;
        let length = 0;
        let ended = false;
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
        const forget = () => {
          reading.delete(body);
          // The set's former tables keep what they held until a full collection.
          body.displace = nothing;
        };
        const stop = () => {
          forget();
          // The rest of the body is discarded, so that the connection can carry another request.
          request.off('data', onData).off('end', onEnd).off('close', onClose).resume();
        };
        const leave = () => {
          stop();
          release();
        };
        // One buffer, because a one-byte chunk would take a hundred bytes.
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
            resolve({ bytes: null, release });
            return;
          }
          if (next > buffer.length) grow(Math.max(next, Math.min(2 * buffer.length, maxBytes)));
          chunk.copy(buffer, length);
          length = next;
          makeRoom();
        };
        const onEnd = () => {
          ended = true;
          forget();
          resolve({ bytes: buffer.subarray(0, length), release });
        };
        const onClose = () => {
          if (!ended) leave();
        };
        if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
          resolve({ bytes: null, release });
          return;
        }
        reading.add(body);
        request.on('data', onData).on('end', onEnd).on('close', onClose);
        makeRoom();
      });
    },
  };
}
