/** How the server speaks TLS, out of the environment. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

/** Absent: plain HTTP on loopback, kiosks and people at one port. */
export interface TlsConfig {
  /** By which the server is reached, people and kiosks alike: in its certificate, and in the Host header of what it answers. */
  readonly names: readonly string[];
  /** Where kiosks reach it, apart from people. */
  readonly kioskHost: string;
  /** 0 lets the system choose. */
  readonly kioskPort: number;
  /** For people's browsers, PEM, in the place of the fleet's own. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

const NAMES = 16;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Names and addresses with commas between. */
export const tlsNamesSchema = z
  .string()
  .transform((text) => text.split(','))
  .refine((names) => names.length <= NAMES && names.every((name) => isIP(name) !== 0 || DNS_NAME.test(name)));

export const addressSchema = z.string().refine((text) => text === 'localhost' || isIP(text) !== 0);

export function isLoopback(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host);
}

export interface TlsFiles {
  readonly certificateFile: string | undefined;
  readonly keyFile: string | undefined;
}

/** The operator's own certificate and key for people's browsers; `'unusable'` unless both are there, of one key, and the key is its owner's. */
export function readTlsFiles({ certificateFile, keyFile }: TlsFiles): TlsConfig['certificate'] | 'unusable' {
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  if (certificateFile === undefined || keyFile === undefined) return 'unusable';
  try {
    // Windows has no such bits.
    if (process.platform !== 'win32' && (statSync(keyFile).mode & 0o077) !== 0) return 'unusable';
    const key = readFileSync(keyFile, 'utf8');
    const cert = readFileSync(certificateFile, 'utf8');
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? { key, cert } : 'unusable';
  } catch {
    return 'unusable';
  }
}
