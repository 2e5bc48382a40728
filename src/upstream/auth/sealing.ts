import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { AppJwtKeys } from './app-jwt.ts';
import type { OAuth1Keys } from './oauth1.ts';
import { Secret } from './secret.ts';

/** The parts of one credential. */
export type CredentialKeys = AppJwtKeys | OAuth1Keys | Secret;

/** Names and encrypts data of one account and credential. No other account or credential can find or read it. */
export type Sealing = {
  /** A keyed hash of `text` that reveals nothing of it; URL-safe. */
  nameOf(kind: 'answer' | 'token' | 'alert', text: string): string;
  /** Encrypts `text`, bound to `name`. */
  seal(name: string, text: string): Buffer;
  /** Decrypts. Null if `sealed` belongs to another name, account or credential, or is damaged. */
  open(name: string, sealed: Buffer): string | null;
};

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The approximate size of the names of answers that are remembered, and of one besides its text. */
const MAX_NAMES_BYTES = 32 * 1024;
const NAME_BYTES = 200;

/** A sealing whose keys are derived from all parts of the credential by HKDF (RFC 5869); encrypts with AES-256-GCM. */
export function createSealing(accountId: string, credential: CredentialKeys): Sealing {
  const material = JSON.stringify(partsOf(credential));
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', material, accountId, `outbound ${purpose}`, 32));
  const nameKey = derive('names');
  const sealKey = derive('values');
  const hashOf = (kind: string, text: string) =>
    createHmac('sha256', nameKey).update(`${kind}\n${text}`).digest('base64url');
  // The same few answers are looked up again and again, and a look-up takes less than the hash.
  const answerNames = new LRUCache<string, string>({
    maxSize: MAX_NAMES_BYTES,
    sizeCalculation: (_, text) => text.length + NAME_BYTES,
    memoMethod: (text) => hashOf('answer', text),
  });
  return {
    nameOf: (kind, text) => (kind === 'answer' ? answerNames.memo(text) : hashOf(kind, text)),
    seal(name, text) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv(CIPHER, sealKey, iv).setAAD(Buffer.from(name));
      const body = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([iv, cipher.getAuthTag(), ...body]);
    },
    open(name, sealed) {
      try {
        const tag = sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES);
        const decipher = createDecipheriv(CIPHER, sealKey, sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(name)).setAuthTag(tag);
        const body = [decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()];
        return Buffer.concat(body).toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

function partsOf(credential: CredentialKeys): readonly string[] {
  if (credential instanceof Secret) return ['bearer', credential.reveal()];
  if ('clientId' in credential) return ['appJwt', credential.clientId, credential.clientSecret.reveal()];
  const { consumerKey, consumerSecret, token, tokenSecret } = credential;
  return ['oauth1', consumerKey, consumerSecret.reveal(), token, tokenSecret.reveal()];
}
