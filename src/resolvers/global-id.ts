import { badUserInput } from './client-error.ts';

/** A node's type, and what is needed to find it again. */
export type GlobalId = { readonly type: string; readonly parts: readonly string[] };

/** A global id: type and parts, as one opaque text. */
export function encodeGlobalId(type: string, parts: readonly string[]): string {
  return Buffer.from([type, ...parts].map(escapePart).join(':')).toString('base64url');
}

/** The parts of a global id. Throws `BAD_USER_INPUT` when this gateway did not make it. */
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
