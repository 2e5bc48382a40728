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

function escapePart(part: string): string {
  return /[%:]/.test(part) ? part.replace(/[%:]/g, encodeURIComponent) : part;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}
