import type { ServerResponse } from 'node:http';
import { type Answer, startUpstream, type Upstream } from './upstream.ts';

/** An upstream that holds every request until it is told to answer. */
export type HeldUpstream = Upstream & {
  /** Resolves when so many requests came in all. */
  came(count: number): Promise<void>;
  /** Answers the requests that are held, and all later ones at once. */
  release(): void;
};

/** Starts one for the running test; `json` is every answer. */
export async function startHeldUpstream(json: unknown): Promise<HeldUpstream> {
  const held: ServerResponse[] = [];
  let released = false;
  const end = (response: ServerResponse) => response.end(JSON.stringify(json));
  const hold: Answer = (response) => void (released ? end(response) : held.push(response));
  const upstream = await startUpstream(() => hold);
  return {
    ...upstream,
    came: (count) => until(() => upstream.requests.length >= count),
    release() {
      released = true;
      for (const response of held.splice(0)) end(response);
    },
  };
}

/** Resolves when `condition` holds; the test's own time limit bounds it. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 2));
}
