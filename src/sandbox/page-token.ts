import { z } from 'zod';
import { badRequest } from './refusal.ts';
import type { TimeWindow } from './time-window.ts';

const bodyWithToken = z.looseObject({ page: z.looseObject({ nextPage: z.string().nullish() }).nullish() });

/** The opaque token of the page at an offset of a window (Outbound Reporting API V1, page.nextPage). */
export function pageToken(offset: number, { startMs, endMs }: TimeWindow): string {
  return Buffer.from(`${startMs}/${endMs}/${offset}`).toString('base64');
}

/**
 * The offset that the token in a body stands for; 0 without a token. Throws a Refusal (400) on an invalid token, or one
 * of another window.
 */
export function offsetOfToken(body: Record<string, unknown>, window: TimeWindow): number {
  const parsed = bodyWithToken.safeParse(body);
  const token = parsed.success ? (parsed.data.page?.nextPage ?? null) : '';
  if (token === null) return 0;
  const offset = Number(Buffer.from(token, 'base64').toString('latin1').split('/')[2]);
  if (token === '' || !Number.isSafeInteger(offset) || pageToken(offset, window) !== token) {
    throw badRequest('page.nextPage is not the token of a page of this request');
  }
  return offset;
}
