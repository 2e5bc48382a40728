import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Collects all garbage now, that of the tests before included. */
export const collectGarbage: () => void = runInNewContext('gc');
