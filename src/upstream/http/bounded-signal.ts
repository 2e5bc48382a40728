/** A signal, and the end of the work that it bounds. */
export type BoundedSignal = {
  readonly signal: AbortSignal;
  /** Lets go of the timer and of the outer signal: the work has ended. */
  end(): void;
};

/**
 * A signal that aborts when `outer` does, for its reason, or after `ms` milliseconds with a `TimeoutError`. `end` lets go
 * of everything at once, where `AbortSignal.any` and `AbortSignal.timeout` wait for the garbage collector. `outer` may be an
 * imitation, which `AbortSignal.any` refuses.
 */
export function boundedSignal(outer: AbortSignal, ms: number): BoundedSignal {
  const controller = new AbortController();
  const leave = () => controller.abort(outer.reason);
  const timer = setTimeout(() => controller.abort(new DOMException('The time is over', 'TimeoutError')), ms).unref();
  if (outer.aborted) leave();
  else outer.addEventListener('abort', leave, { once: true });
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      outer.removeEventListener('abort', leave);
    },
  };
}
