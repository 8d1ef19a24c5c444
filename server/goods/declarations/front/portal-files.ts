/** The built pages of the portal, read once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/** The build's output for the portal. */
export const PORTAL_FOLDER = fileURLToPath(new URL('../../../portal-dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface PortalFile {
  readonly bytes: Uint8Array;
  /** The same, gzip. It holds nothing secret, so its length reveals nothing. */
  readonly packed: Uint8Array;
  readonly type: string;
  /** Its name has a digest of its content. */
  readonly isFixed: boolean;
}

/** By path; `/` is the page. Empty when the portal has not been built. */
export function readPortalFiles(folder: string = PORTAL_FOLDER): ReadonlyMap<string, PortalFile> {
  const files = new Map<string, PortalFile>();
  if (!existsSync(folder)) return files;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const path = `/${name.replaceAll(sep, '/')}`;
    const bytes = readFileSync(join(folder, name));
    const file = { bytes, packed: gzipSync(bytes, { level: 9 }), type, isFixed: path.startsWith('/assets/') };
    files.set(path === '/index.html' ? '/' : path, file);
  }
  return files;
}

/** Nothing inline, nothing from elsewhere, no frames. One named policy makes the address of the page's worker. */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types portal-worker',
].join('; ');

export function headersOf(
  { type, bytes, packed, isFixed }: PortalFile,
  isPacked: boolean,
): Readonly<Record<string, string>> {
  return {
    'Content-Type': type,
    'Content-Length': String((isPacked ? packed : bytes).length),
    Vary: 'Accept-Encoding',
    ...(isPacked && { 'Content-Encoding': 'gzip' }),
    'Cache-Control': isFixed ? 'public, max-age=31536000, immutable' : 'no-store',
    'Content-Security-Policy': PAGE_POLICY,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy':
      'publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  };
}
