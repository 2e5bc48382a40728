import type { ErrorBody } from './error-body.ts';

/** Maximum characters of a text that are read, and that are shown. */
const READ = 10_000;
const SHOWN = 300;

const MASK = '[redacted]';

/** A possible phone number: six or more digits of any script, with or without separators. */
const NUMBER = /[+(]{0,3}\p{Nd}(?:[\s()./_-]*\p{Nd}){5,}/gu;
const JWT = /\beyJ[\w.-]+/g;
const EMAIL = /[^\s@]{1,64}@[^\s@]{1,255}/g;
/** `oauth_token="…"`, `client_secret=…`, `"password":"…"`. */
const NAMED_SECRET =
  /((?:token|secret|password|signature|nonce|(?:consumer|api|app|access)[_-]?key)["']?\s{0,9}(?:=|(?<=["']\s{0,9}):)\s{0,9})["']?[^\s"'&,;]+/gi;
const WORD = /[\w+~-]{12,}/g;

/**
 * The message of an upstream's error body, for operators: one line of at most 300 characters. [redacted] replaces
 * anything that looks like a phone number, an email address, a token or a secret. Text in braces is left out, because
 * it may quote the request. An HTML page gives its title. Null if there is no readable message.
 */
export function upstreamMessage({ message }: Pick<ErrorBody, 'message'>): string | null {
  if (message === null) return null;
  const read = message.slice(0, READ);
  const text = /^\s*</.test(read) ? titleOf(read) : read;
  const line = percentDecoded(text)
    .replace(/[\s\p{C}]+/gu, ' ')
    .replace(/\{.*$/, '{…}')
    .trim();
  const masked = line
    .replace(NAMED_SECRET, `$1${MASK}`)
    .replace(JWT, MASK)
    .replace(EMAIL, MASK)
    .replace(NUMBER, MASK)
    .replace(WORD, (word) => (isOpaque(word) ? MASK : word));
  if (masked === '' || masked === '{…}') return null;
  return masked.length > SHOWN ? `${masked.slice(0, SHOWN)}…` : masked;
}

function titleOf(html: string): string {
  return /<title[^>]{0,100}>([^<]*)/i.exec(html)?.[1] ?? '';
}

/** `oauth_problem_advice` is percent-encoded, and may hide a number. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** Tokens are long or have digits; names chosen by people are neither. */
function isOpaque(word: string): boolean {
  return word.length >= 32 || /\d/.test(word);
}
