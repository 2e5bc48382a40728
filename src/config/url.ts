import { z } from 'zod';
import { isLoopback } from '../upstream/domain/base-url.ts';

/** The base URL of an API, without trailing slashes: https, or http on loopback. */
export const baseUrlSchema = z
  .string()
  .refine(
    (text) => isSafe(text) && new URL(text).search === '',
    'must be an https URL without a query (http on loopback only)',
  )
  .transform((url) => url.replace(/\/+$/, ''))
  .describe('A base URL: https, or http on loopback.');

/** The URL of a document, unchanged; a query is allowed because issuers may tell their key sets apart by it. */
export const documentUrlSchema = z.string().refine(isSafe, 'must be an https URL (http on loopback only)');

/** True when the response cannot be changed in transit and the URL has no password. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash, username } = new URL(text);
  const encrypted = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return encrypted && hash === '' && username === '';
}
