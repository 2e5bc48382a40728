import { badRequest } from './refusal.ts';

/**
 * A whole number from a query or body; the fallback when it is absent. Throws a Refusal (400) when it is invalid or out
 * of range.
 */
export function wholeNumber(name: string, value: unknown, fallback: number, min: number, max: number): number {
  if (value === undefined || value === null) return fallback;
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
  throw badRequest(`${name} must be a whole number from ${min} to ${max}`);
}
