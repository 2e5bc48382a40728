import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { imagePackages } from './image-packages.ts';

/** Prints what the image holds beside Node.js: the packages of production, and the gateway itself. */
const packages = imagePackages();
const packageBytes = packages.reduce((sum, [folder]) => sum + bytesIn(folder), 0);
console.log('what the image holds beside Node.js, the bytes of its files');
console.log(`  packages     ${megabytes(packageBytes)} MB in ${packages.length} packages`);
console.log(`  the gateway  ${megabytes(bytesIn('src'))} MB`);

/** Of a package without those inside it, which are listed for themselves. */
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
