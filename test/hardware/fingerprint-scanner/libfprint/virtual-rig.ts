import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TurnedClock, turnedClock } from '../../../../hardware/host/turned-clock.ts';
import type { FingerprintScanner } from '../../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { libfprintScanner } from '../../../../hardware/fingerprint-scanner/libfprint/libfprint-scanner.ts';
import { READER_PROGRAM } from '../../../../hardware/fingerprint-scanner/libfprint/reader-process.ts';
import { fingerMaster } from '../../../../hardware/simulation/ridges/master.ts';
import { impression } from '../../../../hardware/simulation/ridges/impression.ts';
import { type GreyPicture, type VirtualReader, virtualReader } from './virtual-reader.ts';

export interface VirtualRig {
  readonly scanner: FingerprintScanner;
  readonly reader: VirtualReader;
  /** The driver's clock: however slow the machine is, its limits end nothing. */
  readonly clock: TurnedClock;
  /** Whether a reader is there when the next connection is made. */
  setPlugged(plugged: boolean): void;
  close(): void;
}

/** The driver on libfprint's virtual image device. */
export function virtualRig(): VirtualRig {
  const folder = mkdtempSync(join(tmpdir(), 'postern-reader-'));
  const socketPath = join(folder, 'socket');
  const environment: Record<string, string | undefined> = { ...process.env, FP_VIRTUAL_IMAGE: socketPath };
  const clock = turnedClock();
  const scanner = libfprintScanner({
    clock,
    allowVirtual: true,
    program: { ...READER_PROGRAM, environment },
  });
  const reader = virtualReader(socketPath);
  return {
    scanner,
    reader,
    clock,
    setPlugged(plugged) {
      if (plugged) environment['FP_VIRTUAL_IMAGE'] = socketPath;
      else delete environment['FP_VIRTUAL_IMAGE'];
    },
    close() {
      reader.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const master = fingerMaster(11, 2);

/** A finger: libfprint refuses to hand over an image in which it finds no minutiae. */
export function fingerPicture(width = 320, height = 400, seed = 1): GreyPicture {
  const whole = impression(master, 'good', seed);
  const left = Math.floor((whole.width - width) / 2);
  const top = Math.floor((whole.height - height) / 2);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    data.set(whole.data.subarray((top + y) * whole.width + left, (top + y) * whole.width + left + width), y * width);
  }
  return { width, height, data };
}
