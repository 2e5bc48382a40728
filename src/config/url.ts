import { z } from 'zod';
import { isLoopback } from '../upstream/domain/base-url.ts';

/** The base URL of an API, without trailing slashes: https, or http where the host is loopback. */
export const baseUrlSchema = z
  .string()
  .refine(
    (text) => isSafe(text) && new URL(text).search === '',
    'must be an https URL without query (http on loopback only)',
  )
  .transform((url) => url.replace(/\/+$/, ''))
  .describe('A base URL: https, or http where the host is loopback.');

/** The URL of a document, as it is: issuers may tell their key sets apart by query. */
export const documentUrlSchema = z.string().refine(isSafe, 'must be an https URL (http on loopback only)');

/** What is read from it cannot be changed on the way, and it holds no password. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, hash, username } = new URL(text);
  const encrypted = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return encrypted && hash === '' && username === '';
}
