import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { freePort } from '../../scripts/free-port.ts';
import { authenticatorOf, refusalOf } from '../support/authenticator.ts';
import { errorsOf } from '../support/config.ts';
import { accountAt, startTestGateway } from '../support/gateway.ts';
import { jwtCallers, keySet, NOWHERE, signingKey, startIssuer } from '../support/issuer.ts';
import type { Answer } from '../support/upstream.ts';

/** The errors with which a gateway refuses to start when its key set answers like this. */
async function startErrors(answer: Answer, jwks: Record<string, unknown> = {}) {
  const issuer = await startIssuer();
  issuer.answer = answer;
  const accounts = [accountAt('http://127.0.0.1:9')];
  const error = await startTestGateway({ accounts, callers: jwtCallers(issuer, { jwks }) }).catch((reason) => reason);
  return errorsOf(() => {
    throw error;
  });
}

const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' });
const NO_KEY = 'it has no public key for RS256, ES256';

describe('a key set at the start', () => {
  it.each<[string, Answer, string]>([
    ['is not there', { status: 404, text: 'planted' }, 'HTTP 404'],
    ['is elsewhere', { status: 302, headers: { location: NOWHERE }, text: '' }, 'HTTP 302'],
    ['is a page', { text: '<html>planted</html>' }, 'the answer is not JSON'],
    ['is other JSON', { json: { planted: true } }, 'the answer is not a key set'],
    ['is a list of other things', { json: { keys: ['planted'] } }, 'the answer is not a key set'],
    ['breaks off', (response) => void response.destroy(), 'UND_ERR_SOCKET'],
    ['has no keys', { json: { keys: [] } }, NO_KEY],
    ['has secrets only', { json: { keys: [{ kty: 'oct', k: 'cGxhbnRlZA' }] } }, NO_KEY],
    ['has private keys only', { json: { keys: [privateKey.export({ format: 'jwk' })] } }, NO_KEY],
    ['has keys for other algorithms only', { json: { keys: [p384] } }, NO_KEY],
    ['has keys for encryption only', { json: { keys: [{ ...p384, crv: 'P-256', use: 'enc' }] } }, NO_KEY],
    ['has too short keys only', { json: { keys: [short, short] } }, NO_KEY],
    ['has broken keys only', { json: { keys: [{ kty: 'RSA', n: 'planted', e: '' }] } }, NO_KEY],
  ])('stops the gateway when it %s', async (_, answer, reason) => {
    const jwks = { timeoutMs: 2000 };
    expect(await startErrors(answer, jwks)).toEqual([`callers.jwks.url: the key set could not be read (${reason})`]);
  });

  it.each<[string, Answer]>([
    ['does not answer', () => {}],
    ['does not end its answer', (response) => void response.writeHead(200).write('{')],
  ])('stops the gateway when it %s', async (_, answer) => {
    expect(await startErrors(answer, { timeoutMs: 50 })).toEqual([
      'callers.jwks.url: the key set could not be read (no answer within 50 ms)',
    ]);
  });

  it('stops the gateway when nothing listens there, and does not quote its query', async () => {
    const url = `http://127.0.0.1:${await freePort()}/keys?planted`;
    const errors = await startErrors(keySet(), { url });
    expect(errors).toEqual(['callers.jwks.url: the key set could not be read (ECONNREFUSED)']);
  });

  it('may hold keys that are of no use beside one that is', async () => {
    const key = await signingKey('one');
    const issuer = await startIssuer();
    issuer.answer = { json: { keys: [short, p384, { kty: 'oct', kid: 'two', k: 'AAAA' }, key.jwk] } };
    const authenticator = await authenticatorOf(jwtCallers(issuer));
    expect(await refusalOf(authenticator, await key.sign())).toBeNull();
  });
});
