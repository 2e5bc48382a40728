import { createHmac } from 'node:crypto';

/** The parameters of an OAuth 1 `Authorization` header, decoded. */
export function oauthParameters(header: string | undefined): Record<string, string> {
  const pairs = [...(header ?? '').matchAll(/(\w+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, decodeURIComponent(value)]));
}

/** The signature base string of RFC 5849 §3.4.1, written down from the RFC and sharing nothing with the gateway. */
export function baseString(method: string, url: string, header: string | undefined): string {
  const { oauth_signature: _, ...oauth } = oauthParameters(header);
  const [base = '', ...query] = url.split('?');
  const inQuery = query
    .join('?')
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [formDecoded(name), formDecoded(value.join('='))] as const;
    });
  const parameters = [...inQuery, ...Object.entries(oauth)]
    .map(([name, value]) => [encoded(name), encoded(value)] as const)
    .sort(([name1, value1], [name2, value2]) => order(name1, name2) || order(value1, value2))
    .map((pair) => pair.join('='));
  return [method, encoded(base), encoded(parameters.join('&'))].join('&');
}

/** The HMAC-SHA1 of a base string under a consumer's and a token's secret. */
export function hmacSha1(text: string, consumerSecret: string, tokenSecret: string): string {
  return createHmac('sha1', `${encoded(consumerSecret)}&${encoded(tokenSecret)}`)
    .update(text)
    .digest('base64');
}

/** RFC 5849 §3.6: everything but letters, digits, `-`, `.`, `_` and `~`. */
function encoded(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[\w.~-]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

function formDecoded(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
