import { z } from 'zod';
import { variablesIn } from '../upstream/live-deflect/sending.ts';
import { object } from '../upstream/wire-values.ts';

const templateSchema = z
  .strictObject({
    name: z.string().min(1).describe('The name in the LiveDeflect configuration.'),
    language: z.string().min(1).describe('The language, as LiveDeflect names it, for example english.'),
    version: z.string().min(1).optional().describe('The version. Without it, alerts may name any version.'),
    text: z.string().min(1).describe('The text, with its variables, for example "Your flight leaves at @Time."'),
    variables: z
      .array(z.string().refine(isVariable, 'must be a variable, for example "@Time"'))
      .optional()
      .describe('The variables that an alert must give. Without it, those in the text.'),
  })
  .transform(({ variables, ...template }) => ({ ...template, variables: variables ?? variablesIn(template.text) }));

/** The `sending` of an account: what it may send. */
export const sendingSchema = z
  .strictObject({
    skills: z.array(z.string().min(1)).min(1).optional().describe('The skills that an alert may name. Default: any.'),
    templates: z
      .array(templateSchema)
      .min(1)
      .refine(areDistinct, {
        error: 'must not list a name, language and version twice',
        when: ({ value }) => Array.isArray(value),
      })
      .optional()
      .describe('The templates that an alert may name. Default: any.'),
  })
  .optional()
  .describe('The alerts that the account may send; the schema offers them to clients.');

function isVariable(text: string): boolean {
  return variablesIn(text)[0] === text;
}

/** Runs even if the templates have other errors, so an item may be anything. */
function areDistinct(templates: readonly unknown[]): boolean {
  const names = templates.map(object).map((one) => JSON.stringify([one?.name, one?.language, one?.version]));
  return new Set(names).size === names.length;
}
