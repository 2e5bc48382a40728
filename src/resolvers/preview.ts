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
 * value are not filled. Null if there is no text.
 */
export function fillPlaceholders(text: string | null, values: readonly string[]): string | null {
  const filled = text?.replace(PLACEHOLDER, (placeholder, name: string) =>
    /^\d+$/.test(name) ? (values[Number(name) - 1] ?? placeholder) : placeholder,
  );
  return filled ?? null;
}

/** `MessageComponent.content`. Null if the component has no text. */
export function resolveContent(component: MessageComponent): string | null {
  const [name] = TEXTS[component.kind];
  return name === undefined ? null : textOf(component, name);
}

/** `MessageComponent.preview`. Null if the component has no text. */
export function resolvePreview(component: MessageComponent, { values }: PreviewArguments): string | null {
  return fillPlaceholders(resolveContent(component), values);
}

/** `HandoffChannel.preview`: the components, with all their texts filled from the same values. */
export function resolveChannelPreview(
  { messageComponents }: HandoffChannel,
  { values }: PreviewArguments,
): readonly MessageComponent[] {
  return messageComponents.map((component) => {
    const texts = TEXTS[component.kind].map((name) => [name, fillPlaceholders(textOf(component, name), values)]);
    return { ...component, ...Object.fromEntries(texts) };
  });
}

function textOf(component: MessageComponent, name: string): string | null {
  return (component as unknown as Readonly<Record<string, string | null>>)[name] ?? null;
}
