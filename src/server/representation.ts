import { hash } from 'node:crypto';
import type { Answer } from '../answers/answer.ts';
import { type Coding, compress } from './content-coding.ts';

/** Smaller bodies fit into one packet anyway. */
const MIN_BYTES = 1024;

/** The compressed bodies of answers, as long as these are kept. */
const packs = new WeakMap<Answer, Map<Coding, Buffer | Promise<Buffer>>>();

/** The hashes of the bodies of answers. */
const hashes = new WeakMap<Answer, string>();

/** Whether a body is large enough to be compressed. */
export function isWorthPacking({ body }: Answer): boolean {
  return body.length >= MIN_BYTES;
}

/** The body of an answer in a coding. Each answer is compressed once per coding. */
export function bodyIn(answer: Answer, coding: Coding | null): Buffer | Promise<Buffer> {
  if (coding === null) return answer.body;
  const known = packs.get(answer) ?? new Map<Coding, Buffer | Promise<Buffer>>();
  packs.set(answer, known);
  const before = known.get(coding);
  if (before !== undefined) return before;
  const packing = compress(answer.body, coding).then((bytes) => {
    // A kept answer has room for as much again as its body, whatever codings are asked for.
    if (bytes.length * 3 <= answer.body.length) known.set(coding, bytes);
    else known.delete(coding);
    return bytes;
  });
  known.set(coding, packing);
  return packing;
}

/** The strong entity tag of an answer's body in a coding. */
export function entityTag(answer: Answer, coding: Coding | null): string {
  const digest = hashes.get(answer) ?? hash('sha256', answer.body, 'base64url').slice(0, 27);
  hashes.set(answer, digest);
  return coding === null ? `"${digest}"` : `"${digest}-${coding}"`;
}

/** Whether `If-None-Match` names the body of an answer, in whatever coding the client has it. */
export function hasBody(ifNoneMatch: string | undefined, answer: Answer): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === '*') return true;
  const plain = entityTag(answer, null).slice(0, -1);
  return ifNoneMatch.split(',').some((tag) => {
    const strong = tag.trim().replace(/^W\//, '');
    return strong === `${plain}"` || strong.startsWith(`${plain}-`);
  });
}
