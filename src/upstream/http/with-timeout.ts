import type { Layer } from './request.ts';

/** The request's own deadline ended an attempt that had been under way for `afterMs` milliseconds. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('The deadline ended the attempt');
    this.afterMs = afterMs;
  }
}

/**
 * Ends one attempt after `timeoutMs` with a `TimeoutError`, leaving the request's own signal untouched. Throws `CutOff`
 * when the request's own deadline ends it before.
 */
export function withTimeout(timeoutMs: number): Layer {
  return (next) => async (request) => {
    const begunAt = performance.now();
    const own = request.call.signal;
    const signal = AbortSignal.any([own, AbortSignal.timeout(timeoutMs)]);
    try {
      return await next({ ...request, call: { ...request.call, signal } });
    } catch (error) {
      throw own.aborted && own.reason?.name === 'TimeoutError' ? new CutOff(performance.now() - begunAt) : error;
    }
  };
}
