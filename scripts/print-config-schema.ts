import { z } from 'zod';
import { configSchema } from '../src/config/file.ts';

/** The JSON Schema of a configuration file: the text of `gateway.config.schema.json`. */
export function printConfigSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(configSchema({}), { io: 'input' });
  const described = { $schema, title: 'Configuration of the LivePerson outbound gateway', ...schema };
  return `${JSON.stringify(described, null, 2)}\n`;
}

if (import.meta.main) process.stdout.write(printConfigSchema());
