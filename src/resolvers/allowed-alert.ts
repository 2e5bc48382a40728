import type { AlertTemplate, Sending } from '../upstream/live-deflect/sending.ts';
import type { AlertProblem, SendProactiveAlertInput } from './alert-input.ts';

type TemplateInput = SendProactiveAlertInput['template'];

/** The problems of an alert that the account may not send; each message names what it may. */
export function notAllowed(
  { skill, template }: SendProactiveAlertInput,
  { skills, templates }: Sending,
): readonly AlertProblem[] {
  const problems = templates === undefined ? [] : templateProblems(template, templates);
  return skills === undefined || skills.includes(skill)
    ? problems
    : [{ path: ['skill'], message: oneOf(skills) }, ...problems];
}

/**
 * The input with the version of the template that it means: the first listed with its name and language. LiveDeflect would
 * choose another by itself, with another text and other variables.
 */
export function withVersion(input: SendProactiveAlertInput, { templates = [] }: Sending): SendProactiveAlertInput {
  const { name, language, version } = input.template;
  const meant = templates.find((template) => template.name === name && template.language === language);
  return { ...input, template: { ...input.template, version: version ?? meant?.version } };
}

/**
 * Several versions of a template may be listed: an input without a version means the first of them. A template that is
 * listed without a version fits every input.
 */
function templateProblems(input: TemplateInput, listed: readonly AlertTemplate[]): readonly AlertProblem[] {
  let fitting = listed;
  for (const part of ['name', 'language', 'version'] as const) {
    const before = fitting;
    const asked = input[part] ?? undefined;
    fitting = before.filter(({ [part]: own = asked }) => asked === undefined || own === asked);
    if (fitting.length > 0) continue;
    const message = oneOf(before.map((template) => template[part] ?? ''));
    return [{ path: ['template', part], message }];
  }
  const [template] = fitting;
  return template === undefined ? [] : variableProblems(input.variables, template.variables);
}

function variableProblems(given: TemplateInput['variables'], needed: readonly string[]): readonly AlertProblem[] {
  const has = needed.length === 0 ? 'has no variables' : `has the variables ${needed.join(', ')}`;
  const missing = needed.filter((name) => given[name] == null);
  const unknown = Object.keys(given).filter((name) => !needed.includes(name));
  return [
    ...missing.map((name) => ({ path: variablePath(name), message: `Is missing. The template ${has}.` })),
    ...unknown.map((name) => ({ path: variablePath(name), message: `Is unknown. The template ${has}.` })),
  ];
}

function variablePath(name: string): readonly string[] {
  return ['template', 'variables', name];
}

function oneOf(names: readonly string[]): string {
  return `Must be one of: ${[...new Set(names)].join(', ')}.`;
}
