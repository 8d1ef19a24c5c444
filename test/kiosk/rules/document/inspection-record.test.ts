import { describe, expect, it } from 'vitest';
import { inspectionRecord } from '../../../../kiosk/rules/document/inspection-record.ts';
import { TRUST_CHECK_NAMES } from '../../../../kiosk/rules/document/trust/trust-check.ts';
import { READ_DOCUMENT } from '../decision/evidence-samples.ts';

describe('the record of an inspection', () => {
  it('has every check that was made, by procedure, with its result and reason', () => {
    const trust = TRUST_CHECK_NAMES.map((name) =>
      name === 'document-signer-not-revoked'
        ? ({ name, result: 'inconclusive', reason: 'stale-revocation-list' } as const)
        : ({ name, result: 'passed' } as const),
    );
    const { checks, chip } = inspectionRecord({ ...READ_DOCUMENT, trust, unexpired: false });
    expect(checks.map(({ check }) => check)).toEqual([
      'check-digits',
      'period-of-validity',
      'data-group-1-equals-zone',
      ...TRUST_CHECK_NAMES,
    ]);
    expect(checks.find(({ check }) => check === 'period-of-validity')?.result).toBe('failed');
    expect(checks.find(({ check }) => check === 'document-signer-not-revoked')).toEqual({
      procedure: 'passive-authentication',
      check: 'document-signer-not-revoked',
      result: 'inconclusive',
      reason: 'stale-revocation-list',
    });
    expect(checks.find(({ check }) => check === 'chip-authenticity')?.procedure).toBe('chip-authenticity');
    expect(chip).toEqual(READ_DOCUMENT.chip);
  });

  it('names no document and no person', () => {
    const record = JSON.stringify(inspectionRecord(READ_DOCUMENT));
    expect(record).not.toContain(READ_DOCUMENT.handle?.handle);
    expect(record).not.toContain(READ_DOCUMENT.handle?.epoch);
    expect(record).toContain('"issuingState":"UTO"');
  });

  it('marks the checks of a document without a chip as not applicable', () => {
    const record = inspectionRecord({ ...READ_DOCUMENT, chip: undefined, trust: undefined, dg1MatchesZone: undefined });
    expect(record.chip).toBeNull();
    expect(record.checks.map(({ result }) => result)).toEqual(['passed', 'passed', 'not-applicable']);
  });

  it.each(['no-document', 'removed', 'unreadable', 'chip-unreadable', 'device-fault'] as const)(
    'contains the result of a reading without data: %s',
    (kind) => {
      expect(inspectionRecord({ kind })).toEqual({ version: 1, reading: kind, document: null, chip: null, checks: [] });
    },
  );
});
