/** TLS settings from the environment. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { isFileExposed } from '../../../hardware/host/private-files.ts';

/** Absent: plain HTTP on loopback, with one port for kiosks and people. */
export interface TlsConfig {
  /** Names of the server for people and kiosks: in its certificate and accepted in the Host header. */
  readonly names: readonly string[];
  /** Address of the port for kiosks. */
  readonly kioskHost: string;
  /** 0 lets the system choose. */
  readonly kioskPort: number;
  /** PEM, for people's browsers, instead of the fleet's certificate. */
  readonly certificate?: { readonly key: string; readonly cert: string };
}

const NAMES = 16;
const DNS_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** Comma-separated names and addresses. */
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

/** The operator's certificate and key for people's browsers; `'unusable'` unless both exist, match, and the key is readable by its owner only. */
export function readTlsFiles({ certificateFile, keyFile }: TlsFiles): TlsConfig['certificate'] | 'unusable' {
  if (certificateFile === undefined && keyFile === undefined) return undefined;
  if (certificateFile === undefined || keyFile === undefined) return 'unusable';
  try {
    if (isFileExposed(keyFile)) return 'unusable';
    const key = readFileSync(keyFile, 'utf8');
    const cert = readFileSync(certificateFile, 'utf8');
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)) ? { key, cert } : 'unusable';
  } catch {
    return 'unusable';
  }
}
