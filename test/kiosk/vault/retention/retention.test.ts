import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { inForce, loadRetention } from '../../../../kiosk/vault/retention/retention.ts';
import { DocumentError } from '../../../../kiosk/fleet/signed-documents/document-error.ts';
import {
  LONGEST_RETENTION_MS,
  RETENTION_CLASSES,
  type RetentionPolicy,
  retentionPolicySchema,
} from '../../../../server/contract/retention.ts';
import { signedBy, signer } from '../../../support/signers.ts';
import { memoryFileIn } from '../../../../kiosk/platform/base/memory-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2030, 0, 1);
const [anna, ben, stranger] = [signer(), signer(), signer()] as const;
const signed = signedBy;

function loading(content: unknown, folder = temporaryFolder()) {
  const file = join(folder, 'policy.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const memoryFile = memoryFileIn({ dataDir: folder }, 'memory');
  const load = (nowMs = NOW) => loadRetention({ file, keys: [anna.hex, ben.hex], memoryFile }, nowMs);
  const refusal = (nowMs = NOW): string => {
    try {
      load(nowMs);
    } catch (error) {
      if (error instanceof DocumentError) return error.code;
    }
    return 'none';
  };
  return { folder, memoryFile, load, refusal };
}
const policy = (change: Partial<RetentionPolicy> = {}): RetentionPolicy => ({ ...DEVELOPMENT_RETENTION, ...change });

describe('a retention policy', () => {
  it('that two people signed is in force, with the digest of the bytes that they signed', () => {
    const { load } = loading(signed(policy(), [anna, ben]));
    expect(load()).toMatchObject({ policy: policy(), digest: inForce(policy()).digest });
    expect(load().limitMs('referred')).toBe(3_600_000);
  });

  it.each([
    ['nobody', []],
    ['one person', [anna]],
    ['one person twice', [anna, anna]],
    ['one person and an unlisted person', [anna, stranger]],
  ])('that %s signed is refused', (_who, signers) => {
    expect(loading(signed(policy(), signers)).refusal()).toBe('too-few-signatures');
  });

  it('that was changed after the signatures is refused', () => {
    const { signatures } = signed(policy(), [anna, ben]);
    const other = signed(policy({ number: 2 }), [stranger]);
    expect(loading({ ...other, signatures }).refusal()).toBe('too-few-signatures');
  });

  it('is refused before its time, and an older one or another of the same number after it', () => {
    expect(loading(signed(policy({ validFrom: NOW + 1 }), [anna, ben])).refusal()).toBe('not-yet-valid');
    const { folder, load } = loading(signed(policy({ number: 5 }), [anna, ben]));
    load();
    expect(loading(signed(policy({ number: 4 }), [anna, ben]), folder).refusal()).toBe('roll-back');
    expect(loading(signed(policy({ number: 5, validFrom: 1 }), [anna, ben]), folder).refusal()).toBe('roll-back');
    expect(loading(signed(policy({ number: 6 }), [anna, ben]), folder).refusal()).toBe('none');
  });

  it('is refused, and not remembered, when the memory of the previous policy cannot be read', () => {
    const { memoryFile, refusal } = loading(signed(policy(), [anna, ben]));
    writeFileSync(memoryFile.file, 'x');
    expect(refusal()).toBe('unreadable');
  });

  it.each(['', 'null', '{}', '{"policy":"x","signatures":[]}', `{"policy":"${'A'.repeat(70_000)}","signatures":[]}`])(
    'is refused when the file contains %.30j',
    (text) => {
      const { memoryFile, refusal } = loading(text);
      expect(['unreadable', 'too-few-signatures']).toContain(refusal());
      expect(existsSync(memoryFile.file)).toBe(false);
    },
  );

  it.each(RETENTION_CLASSES)('cannot exceed the longest time for %s, with any signatures', (name) => {
    const classes = structuredClone(DEVELOPMENT_RETENTION.classes);
    const terms = classes[name];
    if (terms === undefined) throw new TypeError('the development policy has every class');
    terms.limitMs = LONGEST_RETENTION_MS[name];
    expect(retentionPolicySchema.safeParse(policy({ classes })).success).toBe(true);
    terms.limitMs += 1;
    expect(loading(signed(policy({ classes }), [anna, ben])).refusal()).toBe('invalid');
  });

  it('is never accepted from arbitrary bytes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(loading(text).refusal()).not.toBe('none');
      }),
      { numRuns: 50 },
    );
  });
});
