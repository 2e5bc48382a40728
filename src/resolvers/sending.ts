import type { Context } from '../request/context.ts';
import { type AlertTemplate, VARIABLE } from '../upstream/live-deflect/sending.ts';
import type { Account } from './account.ts';
import { replaceWithin } from './preview.ts';

/** `Account.alertSkills`. Null if the configuration lists none. No call. */
export function resolveAlertSkills({ accountId }: Account, _args: object, context: Context): readonly string[] | null {
  return context.account(accountId)?.sending.skills ?? null;
}

/** `Account.alertTemplates`. Null if the configuration lists none. No call. */
export function resolveAlertTemplates(
  { accountId }: Account,
  _args: object,
  context: Context,
): readonly AlertTemplate[] | null {
  return context.account(accountId)?.sending.templates ?? null;
}

/**
 * `AlertTemplate.preview`: the text with its variables filled. Those without a value stay as they are. Null if the answer
 * has no room for it: then the answer is refused.
 */
export function resolveTemplatePreview(
  template: AlertTemplate,
  { variables }: { readonly variables: Readonly<Record<string, unknown>> },
  { answerText }: Pick<Context, 'answerText'>,
): string | null {
  const values = new Map(template.variables.map((name) => [name, variableText(variables[name])]));
  // A function, because a replacement text would give its dollar signs a meaning.
  return replaceWithin(template.text, VARIABLE, (name) => values.get(name) ?? name, answerText);
}

/** What a message shows of a variable's value; null if no document says how LiveDeflect writes it. */
export function variableText(value: unknown): string | null {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : null;
}
