import { boolean, boundedJson, integer, object, text, texts } from '../wire-values.ts';
import { HEADER_MEDIA_TYPES, type MessageComponent } from './types.ts';

type Wire = Readonly<Record<string, unknown>>;

/** A component of a message; `OTHER` for a type or subtype that no document names, with the whole in `raw`. */
export function messageComponent(wire: unknown): MessageComponent {
  const row = object(wire) ?? {};
  const componentType = text(row.type) ?? '';
  // The documents spell it with a capital V for the in-app image.
  const variables = texts(row.variables ?? row.Variables ?? []);
  const read = READERS.get(componentType.toLowerCase());
  return { componentType, variables, ...(read?.(row) ?? { kind: 'OTHER', raw: boundedJson(row) }) };
}

/** The fields of one kind of component, without the common ones. */
type Specific = Without<MessageComponent, 'componentType' | 'variables'>;
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

const READERS = new Map<string, (row: Wire) => Specific | null>([
  ['body', (row) => ({ kind: 'BODY', title: text(row.title), content: text(row.content), optOut: text(row.optOut) })],
  ['header', (row) => ({ kind: 'HEADER', mediaType: mediaType(row.sub_type), content: text(row.content) })],
  ['footer', (row) => ({ kind: 'FOOTER', content: text(row.content) })],
  ['button', button],
  ['media', media],
  ['text', inAppText],
  ['image', inAppImage],
]);

function mediaType(subType: unknown) {
  const word = text(subType)?.toUpperCase() ?? 'TEXT';
  return HEADER_MEDIA_TYPES.find((type) => type === word) ?? 'OTHER';
}

function button(row: Wire): Specific | null {
  const core = { index: integer(row.index), content: text(row.content) };
  const subType = text(row.sub_type)?.toLowerCase();
  if (subType === 'phone_number') return { kind: 'CALL_BUTTON', ...core, phoneNumber: text(row.phone_number) };
  if (subType === 'url') return { kind: 'URL_BUTTON', ...core, url: text(row.url) };
  return subType === 'quick_reply' ? { kind: 'QUICK_REPLY_BUTTON', ...core } : null;
}

function media(row: Wire): Specific {
  return {
    kind: 'MEDIA',
    content: text(row.content),
    height: text(row.height),
    thumbnailImageAlignment: text(row.thumbnailImageAlignment),
    cardOrientation: text(row.cardOrientation),
    serviceAccountName: text(row.serviceAccountName),
  };
}

function inAppText(row: Wire): Specific {
  return {
    kind: 'IN_APP_TEXT',
    messageText: text(row.messageText),
    notificationTitle: text(row.notificationTitle),
    notificationMessage: text(row.notificationMessage),
    isSameMessageForNotification: boolean(row.isSameMessageForNotification),
  };
}

function inAppImage(row: Wire): Specific {
  return {
    kind: 'IN_APP_IMAGE',
    url: text(row.url),
    isClickable: boolean(row.isClickable),
    destinationUrl: text(row.destinationUrl),
  };
}
