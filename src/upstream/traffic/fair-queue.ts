/** A queue that serves its clients in turn, however many items each has. */
export type FairQueue<T> = {
  readonly length: number;
  push(client: string, item: T): void;
  /** Removes and returns the next item; undefined if the queue is empty. */
  shift(): T | undefined;
  /** Removes `item`; false if it is no longer in the queue. */
  remove(client: string, item: T): boolean;
  /** The number of items that would be served before a new item of `client`, if nothing else came or left. */
  ahead(client: string): number;
  /** All items, in any order. */
  items(): readonly T[];
};

/** An empty queue: round-robin over clients, first in first out within one. */
export function createFairQueue<T>(): FairQueue<T> {
  // In insertion order: the first client is served next.
  const clients = new Map<string, Set<T>>();
  let length = 0;
  const take = (client: string, waiting: Set<T>, item: T): boolean => {
    if (!waiting.delete(item)) return false;
    length -= 1;
    if (waiting.size === 0) clients.delete(client);
    return true;
  };
  return {
    get length() {
      return length;
    },
    push(client, item) {
      const waiting = clients.get(client) ?? new Set();
      clients.set(client, waiting.add(item));
      length += 1;
    },
    shift() {
      for (const [client, waiting] of clients) {
        for (const item of waiting) {
          take(client, waiting, item);
          if (clients.delete(client)) clients.set(client, waiting);
          return item;
        }
      }
      return undefined;
    },
    remove: (client, item) => take(client, clients.get(client) ?? new Set(), item),
    ahead(client) {
      const own = clients.get(client)?.size ?? 0;
      let count = own;
      let before = 1;
      for (const [other, { size }] of clients) {
        if (other === client) before = 0;
        else count += Math.min(size, own + before);
      }
      return count;
    },
    items: () => [...clients.values()].flatMap((waiting) => [...waiting]),
  };
}
