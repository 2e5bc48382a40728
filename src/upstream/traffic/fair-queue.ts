/** Whose item it is: one name for each level, for example a lane, a caller and its request. */
export type Path = readonly string[];

/** A queue that serves the names of each level in turn, however many items each has. */
export type FairQueue<T> = {
  length(): number;
  push(path: Path, item: T): void;
  /** Removes and returns the next item, of this name if it has one; undefined if the queue is empty. */
  shift(name?: string): T | undefined;
  /** Removes `item`; false if it is no longer in the queue. */
  remove(path: Path, item: T): boolean;
  /** The number of items that would be served before a new item at `path`, if nothing else came or left. */
  ahead(path: Path): number;
  /** The number of items below the names of `path`, which may be the first names only. */
  lengthOf(path: Path): number;
  /** All items, in any order. */
  items(): readonly T[];
};

/**
 * An empty queue of three levels: lanes in turn, so that two that wait have half of the turns each; the callers of a lane
 * in turn, the requests of one caller in turn, the items of a request in order.
 */
export function createFairQueue<T>(): FairQueue<T> {
  return inTurn(() => inTurn(() => inTurn(inOrder<T>)));
}

/** First in, first out. */
function inOrder<T>(): FairQueue<T> {
  const waiting = new Set<T>();
  return {
    length: () => waiting.size,
    push: (_, item) => void waiting.add(item),
    shift() {
      for (const item of waiting) {
        waiting.delete(item);
        return item;
      }
      return undefined;
    },
    remove: (_, item) => waiting.delete(item),
    ahead: () => waiting.size,
    lengthOf: () => waiting.size,
    items: () => [...waiting],
  };
}

/**
 * Serves names in rounds: one item of each name in each round. A name that comes within a round joins it, unless it has
 * had its turn in it.
 */
function inTurn<T>(create: () => FairQueue<T>): FairQueue<T> {
  /** The names whose turn in this round is to come, and those that have had it, some of them without more items. */
  let coming = new Map<string, FairQueue<T>>();
  let served = new Map<string, FairQueue<T>>();
  let length = 0;
  const of = (name: string) => coming.get(name) ?? served.get(name);
  return {
    length: () => length,
    push([name = '', ...rest], item) {
      const queue = of(name) ?? create();
      if (!served.has(name)) coming.set(name, queue);
      queue.push(rest, item);
      length += 1;
    },
    shift(preferred) {
      // An empty queue still knows whose turn was the last.
      if (length === 0) return undefined;
      if (coming.size === 0) {
        coming = new Map([...served].filter(([, queue]) => queue.length() > 0));
        served = new Map();
      }
      const isWaiting = preferred !== undefined && (of(preferred)?.length() ?? 0) > 0;
      const name = isWaiting ? preferred : (coming.keys().next().value ?? '');
      const queue = of(name);
      coming.delete(name);
      length -= 1;
      // The last item ends the round, but for its own name. Else names that never come again would pile up.
      if (length === 0) served.clear();
      if (queue !== undefined) served.set(name, queue);
      return queue?.shift();
    },
    remove([name = '', ...rest], item) {
      const queue = of(name);
      if (queue === undefined || !queue.remove(rest, item)) return false;
      if (queue.length() === 0) coming.delete(name);
      length -= 1;
      return true;
    },
    ahead([name = '', ...rest]) {
      const own = of(name)?.ahead(rest) ?? 0;
      let count = own;
      // Every other name has as many turns before it, and one more if its turn comes first.
      let turns = own + 1;
      const countOthers = (queues: ReadonlyMap<string, FairQueue<T>>) => {
        for (const [other, queue] of queues) {
          if (other === name) turns = own;
          else count += Math.min(queue.length(), turns);
        }
      };
      countOthers(coming);
      if (!served.has(name)) turns = own;
      countOthers(served);
      return count;
    },
    lengthOf: ([name, ...rest]) => (name === undefined ? length : (of(name)?.lengthOf(rest) ?? 0)),
    items: () => [...coming.values(), ...served.values()].flatMap((queue) => queue.items()),
  };
}
