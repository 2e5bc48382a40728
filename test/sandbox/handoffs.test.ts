import { describe, expect, it } from 'vitest';
import { useSandbox } from './support.ts';

type Shape = Record<string, unknown> & { type: string };
type Channel = Shape & { messageComponents: Shape[] };
type Handoff = { id: string; name: string; channels: Channel[] };

const list = '/api/account/12345678/app/prmsg/handoffs/list';
const channelTypes = ['apple-twilio', 'googlercs', 'inapp', 'sms-twilio', 'wa'];

describe('handoffs', () => {
  const { ask } = useSandbox();
  const all = async (): Promise<Handoff[]> => (await ask(`${list}?v=1`)).body;

  it('are an array of at least seven with ids of H and 15 digits', async () => {
    const handoffs = await all();
    expect(handoffs.length).toBeGreaterThanOrEqual(7);
    expect(new Set(handoffs.map(({ id }) => id)).size).toBe(handoffs.length);
    for (const { id } of handoffs) expect(id).toMatch(/^H\d{15}$/);
    expect(Object.keys(handoffs[0] as Handoff).sort()).toEqual([
      'channels',
      'createdAt',
      'id',
      'lookbackPeriodDay',
      'lookbackPeriodHour',
      'name',
      'routeAllWithinLookback',
      'updatedAt',
    ]);
  });

  it('use every channel type of the document', async () => {
    const types = new Set((await all()).flatMap(({ channels }) => channels.map(({ type }) => type)));
    expect([...types].sort()).toEqual(channelTypes);
  });

  it('use every component and every odd spelling of the document', async () => {
    const channels = (await all()).flatMap((handoff) => handoff.channels);
    const components = channels.flatMap(({ messageComponents }) => messageComponents);
    const kinds = new Set(components.map(({ type, sub_type }) => (sub_type ? `${type}/${sub_type}` : type)));
    expect([...kinds].sort()).toEqual([
      'body',
      'button/phone_number',
      'button/quick_reply',
      'button/url',
      'footer',
      'header/document',
      'header/image',
      'header/video',
      'image',
      'media',
      'text',
    ]);
    const keys = new Set([...channels, ...components].flatMap((shape) => Object.keys(shape)));
    for (const key of [
      'Variables',
      'appName',
      'appNames',
      'optOut',
      'title',
      'cardOrientation',
      'serviceAccountName',
      'outboundnumber',
      'namespace',
      'templatename',
      'height',
      'thumbnailImageAlignment',
      'isSameMessageForNotification',
      'destinationUrl',
    ]) {
      expect(keys.has(key), key).toBe(true);
    }
    const text = JSON.stringify(components);
    expect([/\$\{\{1\}\}/.test(text), /[^$]\{\{1\}\}/.test(text)]).toEqual([true, true]);
  });

  it('honour limit and offset, 30 by default', async () => {
    const handoffs = await all();
    expect((await ask(`${list}?v=1&limit=2&offset=3`)).body).toEqual(handoffs.slice(3, 5));
    expect((await ask(`${list}?v=1&offset=100`)).body).toEqual([]);
    for (const query of ['limit=0', 'limit=x', 'offset=-1'])
      expect((await ask(`${list}?v=1&${query}`)).status).toBe(400);
  });

  it('are refused without v=1', async () => {
    for (const path of [list, `${list}?v=2`, `${list}/channel/wa`]) {
      const { status, body } = await ask(path);
      expect([status, body.code]).toEqual([400, 0]);
    }
  });

  it.each(channelTypes)('by channel %s are bare channels without id and name', async (type) => {
    const expected = (await all()).flatMap(({ channels }) => channels).filter((channel) => channel.type === type);
    expect(expected.length).toBeGreaterThan(0);
    expect((await ask(`${list}/channel/${type}?v=1`)).body).toEqual(expected);
    expect((await ask(`${list}/channel/${type}?v=1&limit=1&offset=1`)).body).toEqual(expected.slice(1, 2));
  });

  it('by an unknown channel are none', async () => {
    expect((await ask(`${list}/channel/pigeon?v=1`)).body).toEqual([]);
  });
});

describe('handoffs of an account with many', () => {
  const { sandbox, ask } = useSandbox({ handoffCap: 30 });
  const all = async (query: string): Promise<Handoff[]> =>
    (await ask(`/api/account/87654321/app/prmsg/handoffs/list?v=1&${query}`, { as: sandbox().accounts[1] as never }))
      .body;

  it('are at most handoffCap at once, whatever limit asks for, and all of them by their offsets', async () => {
    const pages = await Promise.all([0, 30, 60, 75].map((offset) => all(`limit=100&offset=${offset}`)));
    expect(pages.map(({ length }) => length)).toEqual([30, 30, 15, 0]);
    expect((await all('limit=7')).length).toBe(7);
    const handoffs = pages.flat();
    expect(new Set(handoffs.map(({ id }) => id)).size).toBe(75);
    expect(new Set(handoffs.map(({ name }) => name)).size).toBe(75);
  });
});

describe('bareHandoffChannels and capitalVariables switched off', () => {
  const { ask } = useSandbox({ quirks: { bareHandoffChannels: false, capitalVariables: false } });

  it('give whole handoffs with only the matching channels, and variables without a capital', async () => {
    const handoffs: Handoff[] = (await ask(`${list}/channel/inapp?v=1`)).body;
    expect(
      handoffs.every(({ id, channels }) => id && channels.length > 0 && channels.every(({ type }) => type === 'inapp')),
    ).toBe(true);
    const text = JSON.stringify(handoffs);
    expect([text.includes('Variables'), text.includes('"variables":["4"]')]).toEqual([false, true]);
  });
});
