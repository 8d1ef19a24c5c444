/**
 * Seals drafts of declarations in the browser. A code of 160 random bits gives the key (HKDF-SHA-256, AES-256-GCM); the seal contains the
 * trader, the id and the version, so that the server cannot exchange drafts or versions. Pure: no store and no page.
 */
import { decodeBase64Url, encodeBase64Url } from '../../../contract/base64url.ts';
import { encodeCrockfordBase32, plainCode } from '../../../contract/crockford-base32.ts';

const CODE_BYTES = 20;
const NONCE_BYTES = 12;
/** Texts are padded with spaces, which JSON ignores, to a multiple of this: a ciphertext shows its length roughly. */
const LABEL_STEP = 128;
const CONTENT_STEP = 4_096;
const MAX_LABEL = 60;

export interface DraftKey {
  /** 32 hex digits from the code; reveals nothing of the key. */
  readonly id: string;
  /** Cannot be exported. */
  readonly key: Awaited<ReturnType<typeof crypto.subtle.importKey>>;
}

/** To which place a seal belongs. */
export interface DraftPlace {
  readonly trader: string;
  readonly id: string;
  readonly version: number;
}

/** Crockford's base 32 in groups of four. */
export function newDraftCode(): string {
  const code = encodeCrockfordBase32(crypto.getRandomValues(new Uint8Array(CODE_BYTES)));
  return code.replaceAll(/.{4}(?=.)/g, '$&-');
}

export function newDraftId(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(16)));
}

/** Takes a code as a person types it. Resolves to `undefined` for text that is no such code. */
export async function draftKeyOf(typed: string): Promise<DraftKey | undefined> {
  const code = plainCode(typed);
  if (!/^[0-9A-HJKMNP-TV-Z]{32}$/.test(code)) return undefined;
  const secret = await crypto.subtle.importKey('raw', utf8(code), 'HKDF', false, ['deriveKey', 'deriveBits']);
  const hkdf = (info: string) => ({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(info) });
  const id = await crypto.subtle.deriveBits(hkdf('postern/draft-key-id/v1'), secret, 128);
  const cipher = { name: 'AES-GCM', length: 256 };
  const key = await crypto.subtle.deriveKey(hkdf('postern/draft-key/v1'), secret, cipher, false, [
    'encrypt',
    'decrypt',
  ]);
  return { id: hexOf(new Uint8Array(id)), key };
}

export interface SealedDraft {
  readonly label: string;
  readonly content: string;
}

export async function sealDraft(
  key: DraftKey,
  place: DraftPlace,
  draft: { readonly label: string; readonly content: unknown },
): Promise<SealedDraft> {
  return {
    label: await seal(key, place, 'label', draft.label.slice(0, MAX_LABEL), LABEL_STEP),
    content: await seal(key, place, 'content', draft.content, CONTENT_STEP),
  };
}

/** Resolves to `undefined` when the seal is not of this key and place, or was changed. */
export async function openDraft(
  { key }: DraftKey,
  place: DraftPlace,
  part: keyof SealedDraft,
  sealed: string,
): Promise<unknown> {
  const bytes = decodeBase64Url(sealed);
  if (bytes === undefined) return undefined;
  const nonce = Uint8Array.from(bytes.subarray(0, NONCE_BYTES));
  const cipher = { name: 'AES-GCM', iv: nonce, additionalData: contextOf(place, part) };
  try {
    const text = await crypto.subtle.decrypt(cipher, key, Uint8Array.from(bytes.subarray(NONCE_BYTES)));
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    return undefined;
  }
}

async function seal(
  { key }: DraftKey,
  place: DraftPlace,
  part: keyof SealedDraft,
  value: unknown,
  step: number,
): Promise<string> {
  const plain = utf8(JSON.stringify(value));
  const padded = new Uint8Array(Math.ceil(plain.length / step) * step).fill(0x20);
  padded.set(plain);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const cipher = { name: 'AES-GCM', iv: nonce, additionalData: contextOf(place, part) };
  const sealed = new Uint8Array(await crypto.subtle.encrypt(cipher, key, padded));
  const bytes = new Uint8Array(NONCE_BYTES + sealed.length);
  bytes.set(nonce);
  bytes.set(sealed, NONCE_BYTES);
  return encodeBase64Url(bytes);
}

function contextOf({ trader, id, version }: DraftPlace, part: keyof SealedDraft): Uint8Array<ArrayBuffer> {
  return utf8(`postern/draft/v1\n${trader}\n${id}\n${version}\n${part}`);
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
