import { resolveTemplatePreview } from '../resolvers/sending.ts';
import type { AlertTemplate } from '../upstream/live-deflect/sending.ts';
import { builder } from './builder.ts';
import { filledComplexity } from './complexity.ts';

/** See its description. */
export const AlertTemplateType = builder.objectRef<AlertTemplate>('AlertTemplate').implement({
  description: 'A template that the gateway’s configuration lets an account send. LivePerson cannot list its own.',
  fields: (t) => ({
    name: t.exposeString('name', { description: 'The name, for `AlertTemplateInput.name`.' }),
    language: t.exposeString('language', {
      description: 'The language, for `AlertTemplateInput.language`, for example english.',
    }),
    version: t.exposeString('version', {
      nullable: true,
      description:
        'The version, for `AlertTemplateInput.version`. Null if any version may be sent. An alert that names none is sent with that of the first listed template with its name and language.',
    }),
    text: t.exposeString('text', { description: 'The text, with variables such as @Time.' }),
    variables: t.exposeStringList('variables', {
      description: 'The variables that an alert must give, with their @. An alert with any other is refused.',
    }),
    preview: t.string({
      nullable: true,
      description:
        'The text with its variables filled. Variables without a value stay as they are, as do those whose value is not a string, number or boolean, and nothing is evaluated. Null only if the answer is too large; then it is refused.',
      args: {
        variables: t.arg({
          type: 'JSONObject',
          required: true,
          description: 'The values, as in `AlertTemplateInput.variables`, for example {"@Time": "7:35 pm"}.',
        }),
      },
      complexity: filledComplexity(),
      resolve: resolveTemplatePreview,
    }),
  }),
});
