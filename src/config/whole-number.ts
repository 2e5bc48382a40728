import { z } from 'zod';

/** A setting that is a whole number from `min` to `max`, by default `usual`. */
export function wholeNumber(min: number, max: number, usual: number, description: string) {
  return z.number().int().min(min).max(max).default(usual).describe(description);
}
