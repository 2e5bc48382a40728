import { createLiveQuery, type Listener, type LiveQuery } from './live-query.ts';
import type { PaceOptions } from './pace.ts';

/** The questions that are asked again and again. */
export type LiveQueries = {
  /** Listens to the question of this name, together with others; alone if it has none. Returns how to leave. */
  listen(name: string | null, listener: Listener): () => void;
};

/** No questions yet. */
export function createLiveQueries(pace: PaceOptions): LiveQueries {
  const queries = new Map<string, LiveQuery>();
  return {
    listen(name, listener) {
      if (name === null) return createLiveQuery(pace, () => {}).listen(listener);
      const query = queries.get(name) ?? createLiveQuery(pace, () => queries.delete(name));
      queries.set(name, query);
      return query.listen(listener);
    },
  };
}
