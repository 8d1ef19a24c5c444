/**
 * The secret that authenticates the lane's own browser, because every user of the machine can reach the loopback
 * address.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileSync, makeFolderSync, replaceFileSync } from '../../../hardware/host/durable-file-sync.ts';

const TOKEN_FILE = 'screen.token';
const START_PAGE = 'screen.html';
const TOKEN = /^[\w-]{43}$/;

/**
 * The lane's token: 32 random bytes in base64url, in a file that only the kiosk's user may read. It does not change,
 * so that an open page can reconnect after a restart of the kiosk. Throws when the folder cannot be written.
 */
export function screenToken(dataDir: string): string {
  const file = join(dataDir, TOKEN_FILE);
  makeFolderSync(dataDir);
  createFileSync(file, newScreenToken());
  const kept = readFileSync(file, 'utf8');
  if (TOKEN.test(kept)) return kept;
  const token = newScreenToken();
  replaceFileSync(file, token);
  return token;
}

export function newScreenToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Writes the page with which the lane's browser is started. An address on the command line would show the token to
 * every user of the machine.
 */
export function writeStartPage(dataDir: string, address: string): void {
  replaceFileSync(join(dataDir, START_PAGE), `<meta http-equiv="refresh" content="0;url=${address}">\n`);
}

/** The origin of the lane in a start page; `undefined` when the text is not a start page. */
export function laneUrlIn(startPage: string): string | undefined {
  return /^<meta http-equiv="refresh" content="0;url=(http:\/\/127\.0\.0\.1:\d{1,5})\//.exec(startPage)?.[1];
}

/** The address of the screen with the token in its fragment, which browsers do not send. */
export function screenAddress(url: string, token: string, path = '/'): string {
  return `${url}${path}#${token}`;
}

/** Whether the requested address contains the token, as its only `token` parameter. */
export function carriesToken(requestUrl: string | undefined, token: string): boolean {
  const offered = new URL(requestUrl ?? '/', 'http://lane').searchParams.getAll('token');
  return offered.length === 1 && timingSafeEqual(digest(offered[0] ?? ''), digest(token));
}

/** Digests have equal length, as `timingSafeEqual` requires. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
