import { readFileSync, writeFileSync } from 'node:fs';
import { withPlatformPackages } from './platform-packages.ts';

/** Completes package-lock.json with the packages of all platforms, so that `npm ci` takes it on each of them. */
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packages = withPlatformPackages(lock.packages);
writeFileSync('package-lock.json', `${JSON.stringify({ ...lock, packages }, null, 2)}\n`);
