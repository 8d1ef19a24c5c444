/** Facts about a TPM and its handles (TPM2_GetCapability). */
import { type ByteReader, TpmFormatError, u32 } from './bytes.ts';
import { CAPABILITY, PERMANENT_IN_LOCKOUT, PROPERTY } from './numbers.ts';
import type { Tpm } from './tpm.ts';

/** More handles than a TPM has, and more properties than are asked for. */
const ANSWERS_MAX = 254;

async function ask<T>(
  tpm: Tpm,
  kind: number,
  first: number,
  count: number,
  read: (entry: ByteReader) => T,
): Promise<T[]> {
  return tpm.run({ name: 'getCapability', parameters: [u32(kind), u32(first), u32(count)] }, (parameters) => {
    parameters.u8();
    if (parameters.u32() !== kind) throw new TpmFormatError('another capability');
    const length = parameters.u32();
    if (length > ANSWERS_MAX) throw new TpmFormatError('too many values');
    return Array.from({ length }, () => read(parameters));
  });
}

/** The handles from `first` on that have its type, in order. */
export async function handlesFrom(tpm: Tpm, first: number): Promise<number[]> {
  const handles = await ask(tpm, CAPABILITY.handles, first, ANSWERS_MAX, (entry) => entry.u32());
  return handles.filter((handle) => handle >>> 24 === first >>> 24);
}

async function properties(tpm: Tpm, first: number, last: number): Promise<ReadonlyMap<number, number>> {
  const pairs = await ask(tpm, CAPABILITY.properties, first, last - first + 1, (entry): [number, number] => [
    entry.u32(),
    entry.u32(),
  ]);
  return new Map(pairs.filter(([property]) => property >= first && property <= last));
}

export interface TpmFacts {
  /** Four characters at most, e.g. `IFX`; `IBM` is a software TPM. */
  readonly manufacturer: string;
  readonly model: string;
  /** Major and minor numbers as the manufacturer prints them, e.g. `7.85`. */
  readonly firmware: string;
}

export async function factsOf(tpm: Tpm): Promise<TpmFacts> {
  const found = await properties(tpm, PROPERTY.manufacturer, PROPERTY.firmwareVersion2);
  const text = (property: number): string => textOf(found.get(property) ?? 0);
  const version = found.get(PROPERTY.firmwareVersion1) ?? 0;
  return {
    manufacturer: text(PROPERTY.manufacturer).trim(),
    model: [0, 1, 2, 3]
      .map((at) => text(PROPERTY.vendorString + at))
      .join('')
      .trim(),
    firmware: `${version >>> 16}.${version & 0xffff}`,
  };
}

/** State of the protection against dictionary attacks. */
export interface LockoutState {
  readonly isLockedOut: boolean;
  readonly failures: number;
  readonly failuresMax: number;
  /** Time after which one failure is forgotten, seconds. */
  readonly recoveryS: number;
}

export async function lockoutOf(tpm: Tpm): Promise<LockoutState> {
  const found = await properties(tpm, PROPERTY.permanent, PROPERTY.lockoutRecovery);
  const value = (property: number): number => found.get(property) ?? 0;
  return {
    isLockedOut: (value(PROPERTY.permanent) & PERMANENT_IN_LOCKOUT) !== 0,
    failures: value(PROPERTY.lockoutCounter),
    failuresMax: value(PROPERTY.maxAuthFail),
    recoveryS: value(PROPERTY.lockoutInterval),
  };
}

/** The printable characters of a property with four of them. */
function textOf(value: number): string {
  return String.fromCharCode(...[24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff)).replace(/[^\x20-\x7e]/g, '');
}
