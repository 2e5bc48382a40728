import { readErrorBody } from './error-body.ts';

/** Characters of a text that are looked at, and that are shown. */
const READ = 10_000;
const SHOWN = 300;

const MASK = '[redacted]';

/** Six digits or more, however they are set apart: what a telephone number looks like, in any script. */
const NUMBER = /[+(]{0,3}\p{Nd}(?:[\s()./_-]*\p{Nd}){5,}/gu;
const JWT = /\beyJ[\w.-]+/g;
const EMAIL = /[^\s@]{1,64}@[^\s@]{1,255}/g;
/** `oauth_token="…"`, `client_secret=…`, `"password":"…"`. */
const NAMED_SECRET =
  /((?:token|secret|password|signature|nonce|(?:consumer|api|app|access)[_-]?key)["']?\s{0,9}(?:=|(?<=["']\s{0,9}):)\s{0,9})["']?[^\s"'&,;]+/gi;
const WORD = /[\w+~-]{12,}/g;

/**
 * What an upstream's error body says, for operators: one line of at most 300 characters, in which [redacted] stands for
 * what looks like a telephone number, an e-mail address, a token or a secret. What it quotes in braces, such as the
 * request's own body, is left out; of an HTML page the title is taken. Null when it says nothing readable.
 */
export function upstreamMessage(body: string): string | null {
  const { message } = readErrorBody(body);
  if (message === null) return null;
  const text = (/^\s*</.test(message) ? titleOf(message) : message).slice(0, READ);
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

/** `oauth_problem_advice` is encoded as in a query, and so may be a number in it. */
function percentDecoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** Names that people chose are words without digits, and not that long. */
function isOpaque(word: string): boolean {
  return word.length >= 32 || /\d/.test(word);
}
