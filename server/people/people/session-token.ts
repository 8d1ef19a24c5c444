import { createHash, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** 256 random bits in base64url: the value of the cookie. */
export function makeToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** SHA-256 in hex, which the database stores. The token is random, so a fast digest is sufficient. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}

/** Identifies a session or a request in lists; grants no access. */
export function makeId(): string {
  return randomBytes(16).toString('hex');
}
