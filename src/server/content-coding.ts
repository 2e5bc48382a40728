import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import { remembered } from './remembered.ts';

/** A content coding of HTTP. */
export type Coding = 'zstd' | 'br' | 'gzip';

/** The best first, if a client accepts several equally: it takes the least time for its size. */
const CODINGS: readonly Coding[] = ['zstd', 'br', 'gzip'];

/**
 * The coding that a client's `Accept-Encoding` prefers among those of the gateway; null if it prefers none. A client that
 * accepts nothing gets the bytes as they are.
 */
export function codingFor(accepted: string | string[] | undefined): Coding | null {
  return preferred(accepted?.toString() ?? '');
}

/** Whether a client accepts a coding. */
export function accepts(accepted: string | string[] | undefined, coding: Coding): boolean {
  return qualityOf(qualities(accepted?.toString() ?? ''), coding) > 0;
}

const preferred = remembered((header): Coding | null => {
  const quality = qualities(header);
  const best = CODINGS.reduce((one, other) => (qualityOf(quality, other) > qualityOf(quality, one) ? other : one));
  const plain = quality.get('identity') ?? 0;
  const top = qualityOf(quality, best);
  return top > 0 && top >= plain ? best : null;
});

function qualityOf(quality: ReadonlyMap<string, number>, coding: Coding): number {
  return quality.get(coding) ?? quality.get('*') ?? 0;
}

/** The qualities from 0 to 1 that a header gives; one that is not a number counts as 0. */
function qualities(header: string): ReadonlyMap<string, number> {
  return new Map(
    header.split(',').map((item) => {
      const [name = '', ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      return [
        name === 'x-gzip' ? 'gzip' : name,
        quality === undefined ? 1 : Math.min(1, Number(quality.slice(2)) || 0),
      ];
    }),
  );
}

/** About the levels from which more time saves little of a page of transactions. */
const COMPRESS: Readonly<Record<Coding, (bytes: Buffer) => Promise<Buffer>>> = {
  zstd: (bytes) => promisify(zstdCompress)(bytes, { params: { [constants.ZSTD_c_compressionLevel]: 3 } }),
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 6 }),
};

/** Compresses bytes on another thread. */
export function compress(bytes: Buffer, coding: Coding): Promise<Buffer> {
  return COMPRESS[coding](bytes);
}
