import type { AnswerText } from '../request/answer-text.ts';
import type { Context } from '../request/context.ts';
import type { ComponentOf, HandoffChannel, MessageComponent } from '../upstream/outbound-configuration/types.ts';

type Kind = MessageComponent['kind'];

/** The texts of each kind of component that may contain placeholders. The first is its content. */
const TEXTS = {
  BODY: ['content', 'title', 'optOut'],
  HEADER: ['content'],
  FOOTER: ['content'],
  CALL_BUTTON: ['content', 'phoneNumber'],
  URL_BUTTON: ['content', 'url'],
  QUICK_REPLY_BUTTON: ['content'],
  MEDIA: ['content'],
  IN_APP_TEXT: ['messageText', 'notificationTitle', 'notificationMessage'],
  IN_APP_IMAGE: ['url', 'destinationUrl'],
  OTHER: [],
} as const satisfies { readonly [K in Kind]: readonly (keyof ComponentOf<K>)[] };

/** The name of a text of one kind of component. */
export type TextOf<K extends Kind> = (typeof TEXTS)[K][number] & keyof ComponentOf<K>;

/** The values for the placeholders: `values[0]` fills placeholder 1, and so on. */
type PreviewArguments = { readonly values: readonly string[] };

/** `${{n}}` and, in some templates, `{{n}}`. */
const PLACEHOLDER = /\$?\{\{\s*(\w+)\s*\}\}/g;

/**
 * A text with its numbered placeholders filled. Placeholders without a value stay as they are, and placeholders in a
 * value are not filled. Null if there is no text, or if the
 * answer has no room for it: then the answer is refused.
 */
export function fillPlaceholders(
  text: string | null,
  values: readonly string[],
  { answerText }: Pick<Context, 'answerText'>,
): string | null {
  if (text === null) return null;
  const fill = (placeholder: string, name = '') =>
    /^\d+$/.test(name) ? (values[Number(name) - 1] ?? placeholder) : placeholder;
  return replaceWithin(text, PLACEHOLDER, fill, answerText);
}

/** Replaces what a global pattern finds, its first group as the second argument. Null if the answer has no room. */
export function replaceWithin(
  text: string,
  pattern: RegExp,
  fill: (found: string, group?: string) => string,
  answerText: AnswerText,
): string | null {
  let { length } = text;
  for (const [found, group] of text.matchAll(pattern)) length += fill(found, group).length - found.length;
  return answerText.fits(length) ? text.replace(pattern, fill) : null;
}

/** `MessageComponent.content`. Null if the component has no text. */
export function resolveContent(component: MessageComponent): string | null {
  const [name] = TEXTS[component.kind];
  return name === undefined ? null : textOf(component, name);
}

/** `MessageComponent.preview`. Null if the component has no text. */
export function resolvePreview(
  component: MessageComponent,
  { values }: PreviewArguments,
  context: Context,
): string | null {
  return fillPlaceholders(resolveContent(component), values, context);
}

/** `HandoffChannel.preview`: the components, with each of their texts filled from the same values when it is read. */
export function resolveChannelPreview(
  { messageComponents }: HandoffChannel,
  { values }: PreviewArguments,
  context: Context,
): readonly MessageComponent[] {
  return messageComponents.map((component) => {
    const filled = { ...component };
    for (const name of TEXTS[component.kind]) {
      Object.defineProperty(filled, name, { get: () => fillPlaceholders(textOf(component, name), values, context) });
    }
    return filled;
  });
}

function textOf(component: MessageComponent, name: string): string | null {
  return (component as unknown as Readonly<Record<string, string | null>>)[name] ?? null;
}
