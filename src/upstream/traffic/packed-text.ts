import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** A text in memory; a long one as compressed bytes, outside the heap. */
export type PackedText = string | Uint8Array;

/** Packing shorter texts is not worth it: they are a small part of all. */
const LONG = 16 * 1024;

/** One buffer for most texts. */
const CHUNK = { chunkSize: 256 * 1024 };

/** Level 1 makes an upstream page nine times smaller, in less time than it takes to parse. */
const FASTEST = { ...CHUNK, params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Packs a text if it is long. */
export function pack(text: string): PackedText {
  // A copy, because the result may be the beginning of a larger buffer.
  return text.length < LONG ? text : new Uint8Array(zstdCompressSync(text, FASTEST));
}

/** The text. */
export function unpack(packed: PackedText): string {
  return typeof packed === 'string' ? packed : zstdDecompressSync(packed, CHUNK).toString();
}

/** The maximum bytes of memory; of a text, one per character if all are ASCII, else two. */
export function bytesOf(packed: PackedText): number {
  if (typeof packed !== 'string') return packed.byteLength;
  return Buffer.byteLength(packed) === packed.length ? packed.length : packed.length * 2;
}
