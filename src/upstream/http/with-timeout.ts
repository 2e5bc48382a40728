import type { Layer } from './request.ts';

/** Ends one attempt after `timeoutMs` with a `TimeoutError`, leaving the request's own signal untouched. */
export function withTimeout(timeoutMs: number): Layer {
  return (next) => (request) => {
    const signal = AbortSignal.any([request.call.signal, AbortSignal.timeout(timeoutMs)]);
    return next({ ...request, call: { ...request.call, signal } });
  };
}
