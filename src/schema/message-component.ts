import { resolvePreview } from '../resolvers/preview.ts';
import type { ComponentOf, MessageComponent } from '../upstream/outbound-configuration/types.ts';
import { builder } from './builder.ts';

const TYPES = {
  BODY: 'BodyComponent',
  HEADER: 'HeaderComponent',
  FOOTER: 'FooterComponent',
  CALL_BUTTON: 'CallButton',
  URL_BUTTON: 'UrlButton',
  QUICK_REPLY_BUTTON: 'QuickReplyButton',
  MEDIA: 'MediaComponent',
  IN_APP_TEXT: 'InAppTextComponent',
  IN_APP_IMAGE: 'InAppImageComponent',
  OTHER: 'OtherComponent',
} as const satisfies Record<MessageComponent['kind'], string>;

/** See its description. */
export const MessageComponentType = builder.interfaceRef<MessageComponent>('MessageComponent').implement({
  description: 'One part of a message. Texts hold numbered places, ${{1}} or {{1}}, that are filled when it is sent.',
  resolveType: ({ kind }) => TYPES[kind],
  fields: (t) => ({
    componentType: t.exposeString('componentType', {
      description: 'The upstream’s word for its type; empty when it sent none.',
    }),
    variables: t.exposeStringList('variables', { description: 'The numbers of the places in it.' }),
  }),
});

/** The type of one kind of component, with its fields. */
function component<K extends MessageComponent['kind']>(
  kind: K,
  description: string,
  fields: (t: Fields<K>) => FieldMap,
) {
  return builder
    .objectRef<ComponentOf<K>>(TYPES[kind])
    .implement({ description, interfaces: [MessageComponentType], fields });
}

type Fields<K extends MessageComponent['kind']> = PothosSchemaTypes.ObjectFieldBuilder<
  typeof builder.$inferSchemaTypes,
  ComponentOf<K>
>;
type FieldMap = ReturnType<Parameters<typeof builder.objectFields>[1]>;

/** The `preview` field over the text that is previewed. */
function preview<K extends MessageComponent['kind']>(t: Fields<K>, text: (component: ComponentOf<K>) => string | null) {
  return t.string({
    nullable: true,
    description:
      'The text with its places filled: values[0] in place 1; places without a value stay as they are, and nothing is evaluated. Null when there is no text.',
    args: { values: t.arg.stringList({ required: true, description: 'What to fill in, in the order of the places.' }) },
    resolve: (parent, args) => resolvePreview(text(parent), args),
  });
}

const HeaderMediaType = builder.enumType('HeaderMediaType', {
  description: 'What a header holds.',
  values: {
    TEXT: { description: 'Text.' },
    IMAGE: { description: 'The URL of an image.' },
    DOCUMENT: { description: 'The URL of a document.' },
    VIDEO: { description: 'The URL of a video.' },
    OTHER: { description: 'Something that this gateway does not know.' },
  },
});

component('BODY', 'The text of a message.', (t) => ({
  title: t.exposeString('title', { nullable: true, description: 'The title of an RCS card; null elsewhere.' }),
  content: t.exposeString('content', { nullable: true, description: 'The text, with its places; null when not told.' }),
  optOut: t.exposeString('optOut', {
    nullable: true,
    description: 'How to opt out, added to a text message; null elsewhere.',
  }),
  preview: preview(t, ({ content }) => content),
}));

component('HEADER', 'What stands above the text of a WhatsApp message.', (t) => ({
  mediaType: t.expose('mediaType', { type: HeaderMediaType, description: 'What it holds.' }),
  content: t.exposeString('content', {
    nullable: true,
    description: 'The text or URL, with its places; null when not told.',
  }),
  preview: preview(t, ({ content }) => content),
}));

component('FOOTER', 'What stands below the text of a WhatsApp message.', (t) => ({
  content: t.exposeString('content', { nullable: true, description: 'The text; null when not told.' }),
}));

component('CALL_BUTTON', 'A button that calls a number.', (t) => ({
  index: t.exposeInt('index', {
    nullable: true,
    description: 'Its place among the buttons, from 0; null when not told.',
  }),
  content: t.exposeString('content', { nullable: true, description: 'The label; null when not told.' }),
  phoneNumber: t.exposeString('phoneNumber', {
    nullable: true,
    description: 'The number, as the upstream writes it; null when not told.',
  }),
}));

component('URL_BUTTON', 'A button that opens a page.', (t) => ({
  index: t.exposeInt('index', {
    nullable: true,
    description: 'Its place among the buttons, from 0; null when not told.',
  }),
  content: t.exposeString('content', { nullable: true, description: 'The label; null when not told.' }),
  url: t.exposeString('url', { nullable: true, description: 'The page, with its places; null when not told.' }),
  preview: preview(t, ({ url }) => url),
}));

component('QUICK_REPLY_BUTTON', 'A button that answers with its label.', (t) => ({
  index: t.exposeInt('index', {
    nullable: true,
    description: 'Its place among the buttons, from 0; null when not told.',
  }),
  content: t.exposeString('content', { nullable: true, description: 'The label; null when not told.' }),
}));

component('MEDIA', 'A picture or film of an RCS card.', (t) => ({
  content: t.exposeString('content', { nullable: true, description: 'Its URL, with places; null when not told.' }),
  height: t.exposeString('height', { nullable: true, description: 'Its height, such as medium; null when not told.' }),
  thumbnailImageAlignment: t.exposeString('thumbnailImageAlignment', {
    nullable: true,
    description: 'On which side of a horizontal card the preview is; null when not told.',
  }),
  cardOrientation: t.exposeString('cardOrientation', {
    nullable: true,
    description: 'How the card lies, where it is told here and not on the channel; null elsewhere.',
  }),
  serviceAccountName: t.exposeString('serviceAccountName', {
    nullable: true,
    description: 'The provisioned account, where it is told here and not on the channel; null elsewhere.',
  }),
  preview: preview(t, ({ content }) => content),
}));

component('IN_APP_TEXT', 'The text of an in-app message and its push notification.', (t) => ({
  messageText: t.exposeString('messageText', {
    nullable: true,
    description: 'The message, with its places; null when not told.',
  }),
  notificationTitle: t.exposeString('notificationTitle', {
    nullable: true,
    description: 'The notification’s title; null when not told.',
  }),
  notificationMessage: t.exposeString('notificationMessage', {
    nullable: true,
    description: 'The notification’s text; null when not told.',
  }),
  isSameMessageForNotification: t.exposeBoolean('isSameMessageForNotification', {
    nullable: true,
    description: 'Whether the notification shows the message itself; null when not told.',
  }),
  preview: preview(t, ({ messageText }) => messageText),
}));

component('IN_APP_IMAGE', 'A picture of an in-app message.', (t) => ({
  url: t.exposeString('url', { nullable: true, description: 'The picture, with its places; null when not told.' }),
  isClickable: t.exposeBoolean('isClickable', {
    nullable: true,
    description: 'Whether it opens a page; null when not told.',
  }),
  destinationUrl: t.exposeString('destinationUrl', {
    nullable: true,
    description: 'The page that it opens; null when not told.',
  }),
}));

component('OTHER', 'A part that this gateway does not know.', (t) => ({
  raw: t.expose('raw', { type: 'JSONObject', description: 'All that the upstream sent of it.' }),
}));
