import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { MARCH_10 } from '../support/ask.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { sendHalf } from '../support/half-sent.ts';
import { startHeldUpstream, until } from '../support/held-upstream.ts';
import { keyedGateway, sendKeyed, sentPayload, startAlertUpstream } from '../support/keyed-alert.ts';
import { startUpstream } from '../support/upstream.ts';
import { analyticsAnswer, analyticsRow } from '../support/wire.ts';

const ANALYTICS = `{ account(accountId: "12345678") { analytics(attempted: ${MARCH_10}) { totals { attempted } } } }`;
const ACCOUNTS = '{ accounts { accountId } }';

const answering = () => startUpstream(() => ({ json: analyticsAnswer([analyticsRow()]) }));

describe('Gateway.reload', () => {
  it('serves what the new configuration says, at the same address', async () => {
    const { url } = await answering();
    const gateway = await startTestGateway({ accounts: [accountAt(url)] });
    await gateway.reload({ accounts: [accountAt(url), accountAt(url, { accountId: '999' })] });
    expect((await gateway.query(ACCOUNTS)).data.accounts).toEqual([{ accountId: '12345678' }, { accountId: '999' }]);
    await gateway.reload({ accounts: [accountAt(url, { accountId: '999' })] });
    expect((await gateway.query(ANALYTICS)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('lets callers do what it says, and no more', async () => {
    const { url } = await answering();
    const gateway = await startTestGateway({ accounts: [accountAt(url)] });
    await gateway.reload({ accounts: [accountAt(url)], callers: { mode: 'none', scopes: [] } });
    expect((await gateway.query(ANALYTICS)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it('asks at the new address', async () => {
    const [before, after] = [await answering(), await answering()];
    const gateway = await startTestGateway({ accounts: [accountAt(before.url)] });
    await gateway.query(ANALYTICS);
    await gateway.reload({ accounts: [accountAt(after.url)] });
    await gateway.query(ANALYTICS);
    expect([before.requests.length, after.requests.length]).toEqual([1, 1]);
  });

  it('lets a request that runs finish as it began', async () => {
    const held = await startHeldUpstream(analyticsAnswer([analyticsRow()]));
    const gateway = await startTestGateway({ accounts: [accountAt(held.url)] });
    const asked = gateway.query(ANALYTICS);
    await held.came(1);
    await gateway.reload({
      accounts: [accountAt(held.url, { accountId: '999' })],
      callers: { mode: 'none', scopes: [] },
    });
    held.release();
    expect((await asked).data.account.analytics.totals.attempted).toBe(500);
  });

  it('keeps the answers that are kept', async () => {
    const upstream = await answering();
    const cache = { maxBytes: 1024 ** 2 };
    const gateway = await startTestGateway({ accounts: [accountAt(upstream.url)], cache });
    await gateway.query(ANALYTICS);
    await gateway.reload({ accounts: [accountAt(upstream.url)], cache, deadlineMs: 10_000 });
    expect((await gateway.query(ANALYTICS)).data.account.analytics.totals.attempted).toBe(500);
    expect(upstream.requests).toHaveLength(1);
  });

  it('keeps idempotency keys, whatever of the account changed', async () => {
    const upstream = await startAlertUpstream();
    const gateway = await keyedGateway(upstream);
    await sendKeyed(gateway, 'key-1');
    await gateway.reload({ accounts: [accountAt(upstream.url, { v2PageLength: 7 })], deadlineMs: 10_000 });
    expect((await sendKeyed(gateway, 'key-1')).payload).toEqual(sentPayload(0, true));
    expect(upstream.alerts).toHaveLength(1);
  });

  it('keeps the configuration before when the new one cannot work', async () => {
    const { url } = await answering();
    const gateway = await startTestGateway({ accounts: [accountAt(url)] });
    const callers = {
      mode: 'jwt',
      issuer: 'https://issuer.test',
      audience: 'gateway',
      jwks: { url: 'http://127.0.0.1:1/keys' },
    };
    await expect(gateway.reload({ accounts: [accountAt(url)], callers })).rejects.toThrow(/callers\.jwks\.url/);
    await expect(gateway.reload({ accounts: [] })).rejects.toThrow(/accounts/);
    expect((await gateway.query(ACCOUNTS)).data.accounts).toEqual([{ accountId: '12345678' }]);
  });

  it('has /health/ready tell that the last one was refused', async () => {
    const { url } = await answering();
    const gateway = await startTestGateway({ accounts: [accountAt(url)] });
    const ready = async () => (await fetch(new URL('/health/ready', gateway.url))).json();
    await gateway.reload({ accounts: [] }).catch(() => undefined);
    expect(await ready()).toEqual({ status: 'ready', configuration: 'refused' });
    await gateway.reload({ accounts: [accountAt(url)] });
    expect(await ready()).toEqual({ status: 'ready' });
  });

  it('gives the bodies of requests the time that it says', async () => {
    const { url } = await answering();
    const gateway = await startTestGateway({ accounts: [accountAt(url)], deadlineMs: 200 });
    await gateway.reload({ accounts: [accountAt(url)], deadlineMs: 10_000 });
    const body = '{"query":"{ __typename }"}';
    const { socket, received } = sendHalf(gateway.url, body.slice(0, 5), body.length);
    await sleep(1000);
    socket.write(body.slice(5));
    await until(() => received() !== '');
    expect(received()).toContain('HTTP/1.1 200 ');
  });

  it('names what takes effect at the next start only', async () => {
    const { url } = await answering();
    const gateway = await startTestGateway({ accounts: [accountAt(url)] });
    expect(await gateway.reload({ accounts: [accountAt(url)], deadlineMs: 10_000 })).toEqual([]);
    const later = { door: { concurrency: 3 }, http: { connections: 3 }, cache: { maxBytes: 5 } };
    expect(await gateway.reload({ accounts: [accountAt(url)], ...later })).toEqual(['cache.maxBytes', 'door', 'http']);
  });
});
