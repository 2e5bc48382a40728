import { boundedSignal } from './bounded-signal.ts';
import type { Layer } from './request.ts';

/** The request's own deadline ended an attempt, `afterMs` milliseconds after its start. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
  readonly afterMs: number;

  constructor(afterMs: number) {
    super('The deadline ended the attempt');
    this.afterMs = afterMs;
  }
}

/**
 * Ends an attempt after `timeoutMs` milliseconds with a `TimeoutError`. Throws `CutOff` if the request's own deadline
 * ends it earlier.
 */
export function withTimeout(timeoutMs: number): Layer {
  return (next) => async (request) => {
    const begunAt = performance.now();
    const own = request.call.signal;
    const { signal, end } = boundedSignal(own, timeoutMs);
    try {
      return await next({ ...request, call: { ...request.call, signal } });
    } catch (error) {
      throw own.aborted && own.reason?.name === 'TimeoutError' ? new CutOff(performance.now() - begunAt) : error;
    } finally {
      end();
    }
  };
}
