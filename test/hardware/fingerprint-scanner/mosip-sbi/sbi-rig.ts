import type { Clock } from '../../../../hardware/host/clock.ts';
import type { FingerprintScanner } from '../../../../hardware/fingerprint-scanner/fingerprint-scanner.ts';
import { sbiScanner } from '../../../../hardware/fingerprint-scanner/mosip-sbi/sbi-scanner.ts';
import { readDeviceTrust } from '../../../../hardware/fingerprint-scanner/mosip-sbi/trust.ts';
import { type HeldLimits, heldLimits } from '../../../support/held-limits.ts';
import { type MockOptions, type MockService, mockService } from './mock-service.ts';
import { makeIdentity, toPem } from './test-certificates.ts';

export const PROVIDER = makeIdentity({ name: 'Provider', authority: true });
export const DEVICE = makeIdentity({ name: 'Device', issuer: PROVIDER });

/** Shorter than the driver's limits, longer than its pauses. */
const LIMITS_FROM_MS = 1_000;

export interface SbiRig {
  /** Those of a scanner without a clock of the test's. */
  readonly limits: HeldLimits;
  readonly service: MockService;
  readonly scanner: FingerprintScanner;
  close(): Promise<void>;
}

export async function sbiRig(options: Partial<MockOptions> & { readonly clock?: Clock } = {}): Promise<SbiRig> {
  const service = await mockService({ signer: DEVICE, ...options });
  const limits = heldLimits(LIMITS_FROM_MS);
  const scanner = sbiScanner({
    url: service.url,
    trust: readDeviceTrust(toPem(PROVIDER)),
    environment: 'Developer',
    clock: options.clock ?? limits.clock,
  });
  return { limits, service, scanner, close: () => service.stop() };
}
