import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { Clock } from '../../../hardware/host/clock.ts';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { ConfigError } from '../../platform/config/config.ts';
import type { LogEvent } from '../../platform/base/events.ts';
import type { CertificateSource } from './kept-certificate.ts';
import type { HeldCertificate } from './request-certificate.ts';

export interface CertificateFiles {
  /** PEM, with its chain. */
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Longest delay until a renewed certificate is loaded. */
const LOOK_EVERY_MS = 60_000;

/**
 * A certificate provided and renewed by the operator, for browsers that trust a different authority. Throws `ConfigError`,
 * at the start only.
 */
export function operatorCertificate(
  files: CertificateFiles,
  clock: Clock,
  log: LogEvent,
): CertificateSource & { close(): void } {
  const listeners = new Set<() => void>();
  let held = read(files);
  let state = stateOf(files);
  if (held === undefined) {
    throw new ConfigError([
      'POSTERN_KIOSK_EVIDENCE_CERTIFICATE_FILE: must be a certificate (PEM) of the key in POSTERN_KIOSK_EVIDENCE_KEY_FILE, readable by its owner only',
    ]);
  }
  let cancel = clock.after(LOOK_EVERY_MS, look);
  function look(): void {
    const now = stateOf(files);
    // The two files are not written atomically: a mismatch is checked again later
    const next = now === state ? undefined : read(files);
    if (next !== undefined) {
      state = now;
      held = next;
      log({ event: 'certificate', use: 'evidence', state: 'held' });
      for (const listener of listeners) listener();
    }
    cancel = clock.after(LOOK_EVERY_MS, look);
  }
  return {
    current: () => held,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => cancel(),
  };
}

function read({ certificateFile, keyFile }: CertificateFiles): HeldCertificate | undefined {
  try {
    if (isFileExposed(keyFile)) return undefined;
    const [cert, key] = [readFileSync(certificateFile, 'utf8'), readFileSync(keyFile, 'utf8')];
    const x509 = new X509Certificate(cert);
    if (!x509.checkPrivateKey(createPrivateKey(key))) return undefined;
    const lifetimeMs = Date.parse(x509.validTo) - Date.parse(x509.validFrom);
    return { key, cert, serial: x509.serialNumber, x509, lifetimeMs };
  } catch {
    return undefined;
  }
}

function stateOf({ certificateFile, keyFile }: CertificateFiles): string {
  return [certificateFile, keyFile]
    .map((file) => statSync(file, { throwIfNoEntry: false }))
    .map((stats) => (stats === undefined ? 'none' : `${stats.size} ${stats.mtimeMs} ${stats.ino}`))
    .join();
}
