import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits in base64url: what a cookie carries. */
export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** SHA-256 in hex: what the database keeps. The token is random, so a fast digest is enough. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Names a session or a request in lists; opens nothing. */
export function makeId(): string {
  return randomBytes(16).toString('hex');
}
