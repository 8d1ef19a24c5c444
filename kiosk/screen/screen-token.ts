/** The secret by which the lane's own browser is known to its screen. Loopback is shared by every user of the machine; this is not. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFileSync, makeFolderSync, replaceFileSync } from '../../hardware/host/durable-file-sync.ts';

const TOKEN_FILE = 'screen.token';
const START_PAGE = 'screen.html';
const TOKEN = /^[\w-]{43}$/;

/**
 * The lane's token: 32 random bytes in base64url, in a file that only the kiosk's user may read. It stays the same, so that a page that is
 * open finds the lane again after the kiosk was started anew. Throws where the folder cannot be written.
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

/** The page that the lane's browser is started with. An address on its command line would show the token to every user of the machine. */
export function writeStartPage(dataDir: string, address: string): void {
  replaceFileSync(join(dataDir, START_PAGE), `<meta http-equiv="refresh" content="0;url=${address}">\n`);
}

/** Where a page finds the screen and the token, which browsers keep to themselves behind the `#`. */
export function screenAddress(url: string, token: string, path = '/'): string {
  return `${url}${path}#${token}`;
}

/** Whether the address that a page asks for carries the token, as its only `token`. */
export function carriesToken(requestUrl: string | undefined, token: string): boolean {
  const offered = new URL(requestUrl ?? '/', 'http://lane').searchParams.getAll('token');
  return offered.length === 1 && timingSafeEqual(digest(offered[0] ?? ''), digest(token));
}

/** Digests have one length, which `timingSafeEqual` demands. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
