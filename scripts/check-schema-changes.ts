import { readFileSync } from 'node:fs';
import { faultsOf, schemaChanges } from './schema-changes.ts';

/** Prints how schema.graphql differs from that of the last release. Ends with 1 if that may not be released. */
const [released, current, changelog] = ['schema.released.graphql', 'schema.graphql', 'CHANGELOG.md'].map((file) =>
  readFileSync(file, 'utf8'),
) as [string, string, string];
const changes = await schemaChanges(released, current);
for (const [level, list] of Object.entries(changes)) {
  console.log(`${level}: ${list.length}`);
  for (const { sentence } of list) console.log(`  ${sentence}`);
}
const faults = faultsOf(changes, changelog);
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
