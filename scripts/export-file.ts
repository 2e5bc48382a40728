import type { FileHandle } from 'node:fs/promises';

/** Where a file of JSON lines can be continued. */
export type ResumePoint = {
  /** The cursor to continue from; null if the file is whole. */
  readonly cursor: string | null;
  /** The bytes of the file up to there. */
  readonly bytes: number;
};

/** What is read at once, from the end of the file. */
const STEP = 1024 ** 2;

/** The beginnings of lines that have a cursor, or say that the file is whole. */
const CONTROL = /^\{"(export|progress|done)":/;

/** The last complete line of an export that has a cursor; null if there is none. Reads the file from its end. */
export async function resumePoint(file: FileHandle): Promise<ResumePoint | null> {
  let start = (await file.stat()).size;
  let tail = Buffer.alloc(0);
  while (start > 0) {
    const length = Math.min(STEP, start);
    start -= length;
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, start);
    tail = Buffer.concat([buffer, tail]);
    const found = lastControl(tail, start);
    if (found !== null) return found;
  }
  return null;
}

/** In bytes that begin at `start`, where a line may have begun before. */
function lastControl(bytes: Buffer, start: number): ResumePoint | null {
  for (let end = bytes.lastIndexOf('\n'); end >= 0; ) {
    const before = end === 0 ? -1 : bytes.lastIndexOf('\n', end - 1);
    const line = bytes.subarray(before + 1, end).toString();
    const isWhole = before >= 0 || start === 0;
    const kind = isWhole ? CONTROL.exec(line)?.[1] : undefined;
    if (kind !== undefined) {
      const cursor = kind === 'done' ? null : JSON.parse(line)[kind].cursor;
      return { cursor, bytes: start + end + 1 };
    }
    end = before;
  }
  return null;
}

/** The beginning of the first line of every export. */
const HEAD = '{"export":';

/** The first line of an export in JSON lines; an empty text if the file has less than that. Null if it is another file. */
export async function headLine(file: FileHandle): Promise<string | null> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(STEP), 0, STEP, 0);
  const text = buffer.toString('utf8', 0, bytesRead);
  if (!text.startsWith(HEAD) && !HEAD.startsWith(text)) return null;
  const end = text.indexOf('\n');
  return end < 0 ? '' : text.slice(0, end);
}
