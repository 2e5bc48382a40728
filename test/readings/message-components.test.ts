import { describe, expect, it } from 'vitest';
import { channelOf, channelsOf } from '../support/handoff-wire.ts';

/** Components, all of one channel. */
async function readComponents(components: readonly Record<string, unknown>[], selection: string) {
  const channel = { type: 'sms-twilio', messageComponents: components };
  const { messageComponents } = await channelOf(channel, `messageComponents { ${selection} }`);
  return messageComponents;
}

describe('MessageComponent.variables', () => {
  it('#34 is read from variables and Variables, and is a list of texts', async () => {
    const table: readonly (readonly [object, readonly string[]])[] = [
      [{ variables: ['1', '2'] }, ['1', '2']],
      [{ Variables: ['4'] }, ['4']],
      [{ variables: [1, 2] }, ['1', '2']],
      [{ variables: '1' }, ['1']],
      [{ variables: null }, []],
      [{}, []],
    ];
    const components = table.map(([wire]) => ({ type: 'image', ...wire }));
    expect(await readComponents(components, 'variables')).toEqual(table.map(([, variables]) => ({ variables })));
  });
});

describe('InAppChannel.appNames', () => {
  it('#34 is read from appNames and appName, a list or a text', async () => {
    const table: readonly (readonly [object, readonly string[]])[] = [
      [{ appNames: ['com.example.a', 'com.example.b'] }, ['com.example.a', 'com.example.b']],
      [{ appName: ['com.example.a'] }, ['com.example.a']],
      [{ appName: 'com.example.a' }, ['com.example.a']],
      [{}, []],
    ];
    const channels = await channelsOf(
      table.map(([wire]) => ({ type: 'inapp', ...wire })),
      '... on InAppChannel { appNames }',
    );
    expect(channels).toEqual(table.map(([, appNames]) => ({ appNames })));
  });
});

describe('WhatsAppChannel.templateName', () => {
  it('#34 is read from templatename and templateName', async () => {
    const channels = await channelsOf(
      [
        { type: 'wa', templatename: 'first' },
        { type: 'wa', templateName: 'second' },
      ],
      '... on WhatsAppChannel { templateName }',
    );
    expect(channels).toEqual([{ templateName: 'first' }, { templateName: 'second' }]);
  });
});

describe('InAppTextComponent', () => {
  it('#34 takes the fields that the document’s list glues together one by one', async () => {
    const component = {
      type: 'text',
      isSameMessageForNotification: 'false',
      notificationTitle: 'News',
      messageText: 'Hi',
    };
    const selection = '... on InAppTextComponent { isSameMessageForNotification notificationTitle messageText }';
    expect(await readComponents([component], selection)).toEqual([
      { isSameMessageForNotification: false, notificationTitle: 'News', messageText: 'Hi' },
    ]);
  });
});

describe('GoogleRcsChannel', () => {
  const FIELDS = '{ cardOrientation serviceAccountName }';

  it('#35 has orientation and account where they stand on the channel', async () => {
    const channel = await channelOf(
      {
        type: 'googlercs',
        cardOrientation: 'VERTICAL',
        serviceAccountName: 'account',
        messageComponents: [{ type: 'media' }],
      },
      `... on GoogleRcsChannel ${FIELDS} messageComponents { ... on MediaComponent ${FIELDS} }`,
    );
    expect(channel).toEqual({
      cardOrientation: 'VERTICAL',
      serviceAccountName: 'account',
      messageComponents: [{ cardOrientation: null, serviceAccountName: null }],
    });
  });

  it('#35 leaves them on the component where they stand there', async () => {
    const media = { type: 'media', cardOrientation: 'HORIZONTAL', serviceAccountName: 'account' };
    const channel = await channelOf(
      { type: 'googlercs', messageComponents: [media] },
      `... on GoogleRcsChannel ${FIELDS} messageComponents { ... on MediaComponent ${FIELDS} }`,
    );
    expect(channel).toEqual({
      cardOrientation: null,
      serviceAccountName: null,
      messageComponents: [{ cardOrientation: 'HORIZONTAL', serviceAccountName: 'account' }],
    });
  });
});

describe('BodyComponent', () => {
  it('#38 leaves content as it is, and previews places of both spellings', async () => {
    const table = [
      ['Hi ${{1}}, ${{2}}', 'Hi Ann, ${{2}}'],
      ['Hi {{1}}, {{2}}', 'Hi Ann, {{2}}'],
      ['Hi ${1}', 'Hi ${1}'],
    ];
    const components = await readComponents(
      table.map(([content]) => ({ type: 'body', content })),
      '... on BodyComponent { content preview(values: ["Ann"]) }',
    );
    expect(components).toEqual(table.map(([content, preview]) => ({ content, preview })));
  });
});

describe('HandoffChannel', () => {
  it('#26 has the type and name that its code means', async () => {
    const table = [
      ['sms-twilio', 'SMS', 'SmsChannel'],
      ['wa', 'WHATSAPP', 'WhatsAppChannel'],
      ['apple-twilio', 'APPLE_BUSINESS_CHAT', 'AppleBusinessChatChannel'],
      ['googlercs', 'GOOGLE_RCS', 'GoogleRcsChannel'],
      ['inapp', 'IN_APP', 'InAppChannel'],
      ['pigeon', 'OTHER', 'OtherChannel'],
    ];
    const channels = await channelsOf(
      table.map(([type]) => ({ type })),
      '__typename channel channelCode',
    );
    expect(channels).toEqual(table.map(([channelCode, channel, __typename]) => ({ __typename, channel, channelCode })));
  });
});
