import { badUserInput } from './client-error.ts';

/** The type of a node, and the parts by which to find it again. */
export type GlobalId = { readonly type: string; readonly parts: readonly string[] };

/** The global id of a type and parts: one opaque text. */
export function encodeGlobalId(type: string, parts: readonly string[]): string {
  return Buffer.from([type, ...parts].map(escapePart).join(':')).toString('base64url');
}

/** The parts of a global id. Throws `BAD_USER_INPUT` if the gateway did not issue it. */
export function decodeGlobalId(id: string): GlobalId {
  const [type, ...parts] = Buffer.from(id, 'base64url').toString().split(':').map(decodePart);
  if (type !== undefined && encodeGlobalId(type, parts) === id) return { type, parts };
  throw badUserInput('id was not issued by this gateway. Take it from the id field of a node.');
}

/** What separates parts, what escapes, and halves of surrogate pairs, which UTF-8 has no bytes for. */
function escapePart(part: string): string {
  return part.replace(/[%:]|\p{Cs}/gu, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase();
    return code.length === 2 ? `%${code}` : `%u${code}`;
  });
}

function decodePart(part: string): string {
  return part.replace(/%(25|3A|uD[89A-F][\dA-F]{2})/g, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code.replace('u', ''), 16)),
  );
}
