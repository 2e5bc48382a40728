import type { Answer } from '../answers/answer.ts';
import { OVERLOADED } from './overload.ts';
import { createPlaces } from './places.ts';
import { refusalAnswer } from './refusal.ts';
import type { Serving } from './serving.ts';

/** A stream of answers to one subscriber. */
type Stream = {
  /** Who subscribed: see `callerId`. */
  readonly caller: string;
  /** Goes on with another configuration. */
  renew(serving: Serving): void;
  /** Ends without completing, so that the client subscribes again elsewhere. */
  cut(): void;
};

/** The streams that are open. */
export type Streams = {
  /** Adds a stream that begins with a configuration. Returns how to remove it, or the answer to a client that may not have one. */
  add(stream: Stream, serving: Serving): (() => void) | Answer;
  readonly open: () => number;
  /** Has all go on with another configuration. */
  renew(serving: Serving): void;
  /** Ends all, and refuses further ones. */
  end(): void;
};

/** No streams yet. */
export function createStreams(): Streams {
  const all = new Set<Stream>();
  const places = createPlaces();
  let latest: Serving | undefined;
  let ended = false;
  return {
    add(stream, serving) {
      const { subscriptions } = serving.config;
      const leave = ended ? 'total' : places.enter(stream.caller, subscriptions);
      if (leave === 'total') return OVERLOADED;
      if (leave === 'perCaller') return tooMany(subscriptions.perCaller);
      all.add(stream);
      // Its request came before a reload that it has not heard of.
      if (latest !== undefined && latest !== serving) setImmediate(stream.renew, latest);
      return () => {
        if (all.delete(stream)) leave();
      };
    },
    open: places.taken,
    renew(serving) {
      latest = serving;
      for (const stream of [...all]) stream.renew(serving);
    },
    end() {
      ended = true;
      for (const stream of [...all]) stream.cut();
    },
  };
}

function tooMany(maximum: number): Answer {
  return refusalAnswer({
    status: 429,
    code: 'LIMIT_EXCEEDED',
    message: `The caller has ${maximum} subscriptions open, which is the limit. End one of them first.`,
    extensions: { limit: 'subscriptions.perCaller', maximum },
  });
}
