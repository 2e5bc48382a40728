import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { imagePackages } from './image-packages.ts';

/** Prints the size of what the image holds in addition to Node.js: the production packages and the gateway. */
const packages = imagePackages();
const packageBytes = packages.reduce((sum, [folder]) => sum + bytesIn(folder), 0);
console.log('what the image holds in addition to Node.js, by file size');
console.log(`  packages     ${megabytes(packageBytes)} MB in ${packages.length} packages`);
console.log(`  the gateway  ${megabytes(bytesIn('src'))} MB`);

/** The size of a folder without nested packages, which are listed separately. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? bytesIn(path) : statSync(path).size;
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
