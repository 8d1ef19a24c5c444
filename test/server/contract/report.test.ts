import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../server/contract/canonical-json.ts';
import { ContractError } from '../../../server/contract/contract-error.ts';
import { readReport, reportBytes, reportDigest } from '../../../server/contract/envelope.ts';
import { LAST_SEQUENCE, REPORT_LIMIT_BYTES, reportSchema, type MatchReport } from '../../../server/contract/report.ts';
import {
  CHECK_NAMES,
  DEVICE_KINDS,
  FALSE_MATCH_RATE_BANDS,
  MODEL_ROLES,
  REASON_CODES,
  STEPS,
} from '../../../server/contract/vocabulary.ts';
import { anyReport } from '../fixtures/arbitrary-report.ts';
import { clearedReport, KIOSK, passageReport, referredReport } from '../fixtures/sample-report.ts';

const faultsOf = (report: unknown): string[] => {
  try {
    reportBytes(report as MatchReport);
  } catch (error) {
    if (error instanceof ContractError) return error.faults.map((fault) => fault.path);
    throw error;
  }
  return ['accepted'];
};

const DECLARATION = { channel: 'red', rules: 'eu-arrivals-1', rulesDigest: 'e'.repeat(64) } as const;

function declaredReport(declaration: MatchReport['declaration']): MatchReport {
  return referredReport({
    reasons: ['goods-declared'],
    checks: [{ name: 'declaration', result: 'failed', reason: 'goods-declared' }],
    ...(declaration !== undefined && { declaration }),
  });
}

const QUERY = { list: 'stolen', base: 3, delta: 7, digest: 'd'.repeat(64), madeAt: 1, askedAt: 2 } as const;
const LISTED = { name: 'document-watchlist', result: 'failed', reason: 'document-listed' } as const;

describe('a report', () => {
  it('states which version of each watchlist was asked, and agrees with the check', () => {
    const report = (change: object) => ({ ...referredReport({ reasons: ['document-listed'] }), ...change });
    const hit = { ...QUERY, found: 'listed' };
    const none = { ...QUERY, found: 'not-listed' };
    expect(faultsOf(report({ checks: [LISTED], watchlists: [hit] }))).toEqual(['accepted']);
    expect(faultsOf({ ...clearedReport(), watchlists: [none] })).toEqual(['accepted']);
    expect(faultsOf(report({ checks: [LISTED], watchlists: [none] }))).toEqual(['watchlists']);
    expect(faultsOf(report({ checks: [LISTED] }))).toEqual(['watchlists']);
    expect(faultsOf({ ...clearedReport(), watchlists: [hit] })).toEqual(['watchlists']);
    expect(faultsOf({ ...clearedReport(), watchlists: [none, none] })).toEqual(['watchlists']);
    expect(faultsOf({ ...clearedReport(), watchlists: [] })).toEqual(['watchlists']);
  });

  it('contains the channel and rule set of a declaration', () => {
    expect(faultsOf(declaredReport(DECLARATION))).toEqual(['accepted']);
    expect(faultsOf(clearedReport({ declaration: { ...DECLARATION, channel: 'green' } }))).toEqual(['accepted']);
    // Through the gate to the red lane behind it.
    expect(faultsOf(clearedReport({ declaration: DECLARATION }))).toEqual(['accepted']);
  });

  it('of an earlier version without a declaration keeps its earlier bytes', () => {
    expect(reportDigest(reportBytes(referredReport()))).toBe(
      'a6cb75d821f67b4c00379a1652653d9a5c88cc6d1f7c879721e9d45e39ba7aed',
    );
  });

  it('decodes to the encoded report', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        const payload = reportBytes(report);
        const read = readReport({ kioskId: report.kioskId, payload, signature: new Uint8Array(64) });
        expect(read).toMatchObject({ kind: 'valid', report: JSON.parse(JSON.stringify(report)) as object });
      }),
    );
  });

  it.each([
    [
      'a passed comparison without its rate',
      clearedReport({ checks: [{ name: 'face-comparison', result: 'passed' }] }),
      'checks[0].falseMatchRate',
    ],
    [
      'a failed comparison with a rate',
      referredReport({
        checks: [{ name: 'face-comparison', result: 'failed', reason: 'below-threshold', falseMatchRate: '1e-3' }],
      }),
      'checks[0].falseMatchRate',
    ],
    [
      'a rate for another check',
      clearedReport({ checks: [{ name: 'face-quality', result: 'passed', falseMatchRate: '1e-3' }] }),
      'checks[0].falseMatchRate',
    ],
    [
      'a passed check with a reason',
      clearedReport({ checks: [{ name: 'face-quality', result: 'passed', reason: 'timed-out' }] }),
      'checks[0].reason',
    ],
    [
      'a failed check without a reason',
      referredReport({ checks: [{ name: 'face-quality', result: 'failed' }] }),
      'checks[0].reason',
    ],
    [
      'a check named twice',
      clearedReport({
        checks: [
          { name: 'face-quality', result: 'passed' },
          { name: 'face-quality', result: 'passed' },
        ],
      }),
      'checks',
    ],
    ['a reason named twice', referredReport({ reasons: ['timed-out', 'timed-out'] }), 'reasons'],
    ['a clearance with reasons', clearedReport({ reasons: ['timed-out'] }), 'reasons'],
    ['a referral without reasons', referredReport({ reasons: [] }), 'reasons'],
    ['goods declared without a declaration', declaredReport(undefined), 'declaration'],
    ['goods declared in the green channel', declaredReport({ ...DECLARATION, channel: 'green' }), 'declaration'],
    ['an undefined channel', declaredReport({ ...DECLARATION, channel: 'blue' as 'red' }), 'declaration.channel'],
    [
      'rules with a sentence as their name',
      declaredReport({ ...DECLARATION, rules: 'Two bottles' }),
      'declaration.rules',
    ],
    ['rules without a digest', declaredReport({ ...DECLARATION, rulesDigest: '' }), 'declaration.rulesDigest'],
    [
      'a declaration that lists the goods',
      declaredReport({ ...DECLARATION, goods: ['currency'] } as never),
      'declaration',
    ],
    ['a fractional time', clearedReport({ reportedAt: 1.5 }), 'reportedAt'],
    ['a time of the next century', clearedReport({ reportedAt: 4_102_444_800_001 }), 'reportedAt'],
    ['a sequence number of zero', clearedReport({ sequence: 0 }), 'sequence'],
    ['a sequence number above the maximum', clearedReport({ sequence: LAST_SEQUENCE + 1 }), 'sequence'],
    ['an undefined passage', { ...passageReport(), passage: 'flew' }, 'passage'],
    ['an undefined kind', { ...passageReport(), kind: 'note' }, 'kind'],
    ['an undefined member', { ...passageReport(), note: 'x' }, ''],
    ['nothing', null, ''],
  ])('is refused with the path of the fault: %s', (_name, report, path) => {
    expect(faultsOf(report)).toEqual([path]);
  });

  it('lists its faults without repeating input', () => {
    const secret = 'Erika Mustermann';
    const report = {
      ...clearedReport(),
      [secret]: 1,
      outcome: secret,
      durations: { [secret]: 4 },
      devices: [{ kind: 'camera', driver: secret, model: secret, firmware: '1', simulated: true, [secret]: secret }],
      document: { type: secret, issuingState: secret, handle: secret, handleEpoch: secret },
    };
    try {
      reportBytes(report as unknown as MatchReport);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      expect(error.faults.length).toBeGreaterThan(5);
      expect(`${JSON.stringify(error.faults)} ${error.message} ${error.stack ?? ''}`).not.toContain('Mustermann');
    }
  });

  it('stays within its limit at its largest', () => {
    const longSlug = 'x'.repeat(32);
    const fullest = reportSchema.parse({
      ...clearedReport(),
      kioskId: longSlug,
      sequence: LAST_SEQUENCE,
      outcome: 'resolved-by-officer',
      reasons: [...REASON_CODES],
      durations: Object.fromEntries(STEPS.map((step) => [step, 86_400_000])),
      checks: CHECK_NAMES.map((name) => ({ name, result: 'inconclusive', reason: 'not-required-by-policy' })),
      modelDigests: Object.fromEntries(MODEL_ROLES.map((role) => [role, 'a'.repeat(64)])),
      watchlists: Array.from({ length: 4 }, (_, at) => ({
        ...QUERY,
        list: `${at}${longSlug}`.slice(0, 32),
        ...{ base: 1_000_000, delta: 420, madeAt: 4_102_444_800_000, askedAt: 4_102_444_800_000, found: 'not-listed' },
      })),
      declaration: { channel: 'green', rules: longSlug, rulesDigest: 'a'.repeat(64) },
      devices: DEVICE_KINDS.map((kind) => ({
        kind,
        driver: longSlug,
        model: longSlug,
        firmware: longSlug,
        simulated: false,
      })),
    });
    expect(reportBytes(fullest).length).toBeLessThan(REPORT_LIMIT_BYTES);
  });
});

describe('privacy of the report', () => {
  /** The longest string of the contract: a SHA-256 in hex. */
  const LONGEST = 64;

  const shapeFaults = (value: unknown): string[] => {
    if (typeof value === 'string') return value.length > LONGEST ? ['a long string'] : [];
    if (Array.isArray(value)) {
      if (value.some((one) => typeof one === 'number')) return ['an array of numbers'];
      return value.flatMap(shapeFaults);
    }
    return typeof value === 'object' && value !== null ? Object.values(value).flatMap(shapeFaults) : [];
  };

  it('allows no long string and no array of numbers', () => {
    fc.assert(
      fc.property(anyReport, (report) => {
        expect(shapeFaults(report)).toEqual([]);
      }),
    );
  });

  it('has no rate looser than 1e-3', () => {
    expect(Math.max(...FALSE_MATCH_RATE_BANDS.map(Number))).toBe(1e-3);
  });

  /** Puts a value at any place of a report, as a replacement or under a new name. */
  const smuggled = (contraband: fc.Arbitrary<unknown>) =>
    fc
      .tuple(
        anyReport,
        contraband,
        fc.nat(),
        fc.oneof(fc.constantFrom('note', 'score', '__proto__', 'constructor'), fc.string()),
      )
      .map(([report, value, place, name]) => {
        const spots: (() => void)[] = [];
        const text = JSON.parse(JSON.stringify(report)) as Record<string, unknown>;
        const visit = (node: unknown): void => {
          if (typeof node !== 'object' || node === null) return;
          const put = (key: string) =>
            Object.defineProperty(node, key, { value, enumerable: true, configurable: true, writable: true });
          if (Array.isArray(node)) spots.push(() => void node.push(value));
          else spots.push(() => put(name));
          for (const [key, child] of Object.entries(node)) {
            spots.push(() => put(key));
            visit(child);
          }
        };
        visit(text);
        spots[place % spots.length]?.();
        return text;
      });

  const refusesAll = (contraband: fc.Arbitrary<unknown>) =>
    fc.assert(
      fc.property(smuggled(contraband), (json) => {
        const payload = canonicalJson(json);
        const read = readReport({ kioskId: KIOSK, payload, signature: new Uint8Array(64) });
        expect(read.kind).toBe('refused');
      }),
      { numRuns: 500 },
    );

  it('refuses a long string at any place and under any name', () => {
    refusesAll(fc.string({ minLength: LONGEST + 1, maxLength: 400 }));
  });

  it('refuses an array of numbers at any place and under any name', () => {
    refusesAll(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 128 }));
  });

  it('refuses content that a parser would ignore', () => {
    const plain = new TextDecoder().decode(reportBytes(clearedReport()));
    const read = (text: string) =>
      readReport({ kioskId: KIOSK, payload: new TextEncoder().encode(text), signature: new Uint8Array(64) });
    expect(read(plain).kind).toBe('valid');
    for (const hidden of [
      plain.replace('"durations":{', '"durations":{"__proto__":"free text",'),
      plain.replace('"version":1', '"version":1,"version":1'),
      plain.replace('"version":1', '"version": 1'),
      plain.replace('"version":1', '"version":1.0'),
      plain.replace('"version":1', '"version":10e-1'),
      plain.replace('"kiosk', '"\\u006biosk'),
      ` ${plain}`,
      `${plain}\n`,
      `\ufeff${plain}`,
    ]) {
      expect(hidden).not.toBe(plain);
      expect(read(hidden)).toMatchObject({ kind: 'refused', code: 'not-canonical' });
    }
  });
});
