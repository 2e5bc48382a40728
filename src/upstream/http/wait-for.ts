import type { UpstreamService } from '../family.ts';
import { UpstreamError, type UpstreamErrorDetails } from './upstream-error.ts';

/**
 * Waits for shared work until `signal` aborts; the work continues for its other waiters. At the deadline it throws
 * `UPSTREAM_TIMEOUT` with the given `delivery`; any other abort throws the signal's reason.
 */
export function waitFor<T>(
  work: Promise<T>,
  service: UpstreamService,
  signal: AbortSignal,
  delivery: UpstreamErrorDetails['delivery'],
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(stopReason(service, signal, delivery));
    const settle = () => {
      signal.removeEventListener('abort', stop);
      resolve(work);
    };
    work.then(settle, settle);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function stopReason(
  service: UpstreamService,
  { reason }: AbortSignal,
  delivery: UpstreamErrorDetails['delivery'],
): unknown {
  if (reason?.name !== 'TimeoutError') return reason;
  return new UpstreamError('UPSTREAM_TIMEOUT', service, "did not answer before the request's deadline", { delivery });
}
