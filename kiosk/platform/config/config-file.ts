/** Reads the files of the configuration once at start, and reports every fault. */
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type CameraCredentials, parseCameraCredentials } from '../../../hardware/camera/camera-source.ts';
import { pointOf } from '../../../hardware/tpm/ec-key.ts';
import {
  type ManufacturerCertificates,
  readManufacturerCertificates,
} from '../../../hardware/tpm/endorsement-chain.ts';
import type { EcPoint } from '../../../hardware/tpm/public-area.ts';
import { ConfigError } from './config.ts';

/** @param variable the setting with the path of the file, for the message. Throws `ConfigError`. */
export function readJsonFile<T>(variable: string, file: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJson(variable, readText(variable, file)));
  if (parsed.success) return parsed.data;
  throw new ConfigError(
    parsed.error.issues.map(({ path, message }) => `${variable}: ${path.join('.') || 'the file'}: ${message}`),
  );
}

/** A 32-byte key in 64 hex digits, optionally ended by a newline. Throws `ConfigError`. */
export function readKeyFile(variable: string, file: string): Uint8Array {
  const text = readText(variable, file).trimEnd();
  if (!/^[0-9a-f]{64}$/.test(text)) throw new ConfigError([`${variable}: the file must hold 64 hex digits`]);
  return Uint8Array.from(Buffer.from(text, 'hex'));
}

/** A public key on P-256 in PEM. Throws `ConfigError`. */
export function readApprovalKey(variable: string, file: string): EcPoint {
  const text = readText(variable, file);
  try {
    const point = pointOf(createPublicKey(text));
    if (point !== undefined) return point;
  } catch {
    // Refused below, like a key on another curve
  }
  throw new ConfigError([`${variable}: the file must hold a public key on P-256 in PEM`]);
}

/** Certificates of manufacturers of TPMs in PEM. Throws `ConfigError`. */
export function readManufacturers(variable: string, file: string): ManufacturerCertificates {
  const text = readText(variable, file);
  try {
    return readManufacturerCertificates(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ConfigError([`${variable}: ${error.message}`]);
  }
}

/** The user and password of a camera in the network, `user:password` in one line. Throws `ConfigError`. */
export function readCameraCredentials(variable: string, file: string): CameraCredentials {
  const credentials = parseCameraCredentials(readText(variable, file));
  if (credentials === undefined) throw new ConfigError([`${variable}: the file must hold one line, user:password`]);
  return credentials;
}

function readText(variable: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new ConfigError([`${variable}: the file cannot be read`]);
  }
}

function parseJson(variable: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([`${variable}: the file must hold JSON`]);
  }
}
