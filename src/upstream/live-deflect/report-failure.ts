import { boolean, object, text } from '../wire-values.ts';

/** Whether a report of HTTP 200 says that it failed: `success` is false, or there is an `error` and no data. */
export function saysFailure(json: unknown): boolean {
  const answer = object(json);
  return boolean(answer?.success) === false || (text(answer?.error) !== null && answer?.data === undefined);
}
