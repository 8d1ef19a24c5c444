/** The memory of what was in force: per kind, durable, and a fault when it is damaged. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEVELOPMENT_POLICY } from '../../../../kiosk/rules/decision/policy.ts';
import { DECISION_POLICY_FORM } from '../../../../kiosk/rules/decision/signed-policy.ts';
import { developmentNotice } from '../../../../kiosk/rules/notice/development-notice.ts';
import { BRAND_FORM } from '../../../../server/contract/brand/brand.ts';
import { NOTICE_FORM } from '../../../../kiosk/rules/notice/signed-notice.ts';
import { DEVELOPMENT_RETENTION } from '../../../../kiosk/vault/retention/development-retention.ts';
import { DocumentError } from '../../../../kiosk/fleet/signed-documents/document-error.ts';
import { memoryFileOf } from '../../../../kiosk/fleet/signed-documents/document-memory.ts';
import { judgeSigned, loadDocument, readSignedFile } from '../../../../kiosk/fleet/signed-documents/load-document.ts';
import { OFFICER_KEYS_FORM } from '../../../../server/contract/officer-keys.ts';
import { RETENTION_POLICY_FORM } from '../../../../server/contract/retention.ts';
import { LIST_KEYS_FORM, WATCHLIST_FORM } from '../../../../server/contract/watchlist.ts';
import {
  type DocumentForm,
  type DocumentKind,
  SIGNED_DOCUMENT_LIMIT_BYTES,
} from '../../../../server/contract/signed-document.ts';
import { IMPOSTOR_TESTS_FORM } from '../../../../server/contract/impostor-tests.ts';
import { PARTNER_TERMS_FORM } from '../../../../server/contract/partner-terms.ts';
import { OFFICE_KEYS_FORM } from '../../../../server/contract/office-keys.ts';
import { officeKeyList } from '../../../support/office-key-list.ts';
import { officerKeyList } from '../../../support/officer-key-list.ts';
import { SEEDED_TEST } from '../../../support/seeded-test.ts';
import { documentSignedBy, signer } from '../../../support/signers.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const NOW = Date.UTC(2030, 0, 1);
const [anna, ben] = [signer(), signer()] as const;

const DATES = { version: 1, validFrom: 0 } as const;
const SEALED = { transport: 'cd'.repeat(32), encapsulation: 'AA', sealed: 'AA' } as const;

interface Kind {
  readonly form: DocumentForm<{ readonly number: number; readonly validFrom: number }>;
  readonly content: (number: number) => unknown;
}
const KINDS: Readonly<Record<DocumentKind, Kind>> = {
  'retention-policy': { form: RETENTION_POLICY_FORM, content: (number) => ({ ...DEVELOPMENT_RETENTION, number }) },
  'decision-policy': {
    form: DECISION_POLICY_FORM,
    content: (number) => ({ version: 1, number, validFrom: 0, policy: DEVELOPMENT_POLICY }),
  },
  notice: {
    form: NOTICE_FORM,
    content: (number) => ({ version: 1, number, validFrom: 0, notice: developmentNotice(NOW) }),
  },
  brand: {
    form: BRAND_FORM,
    content: (number) => ({ version: 1, number, validFrom: 0, brand: { name: 'Agency', logo: null, accent: null } }),
  },
  'officer-keys': { form: OFFICER_KEYS_FORM, content: (number) => officerKeyList([], { number }) },
  watchlist: {
    form: WATCHLIST_FORM,
    content: (number) => ({
      ...DATES,
      number,
      list: 'stolen',
      base: { digest: 'ab'.repeat(32), bytes: 9 },
      deltas: [],
    }),
  },
  'office-keys': { form: OFFICE_KEYS_FORM, content: (number) => officeKeyList([], { number }) },
  'partner-terms': { form: PARTNER_TERMS_FORM, content: (number) => ({ ...DATES, number, agreements: [] }) },
  'impostor-tests': { form: IMPOSTOR_TESTS_FORM, content: (number) => ({ ...DATES, number, tests: [SEEDED_TEST] }) },
  'watchlist-keys': {
    form: LIST_KEYS_FORM,
    content: (number) => ({ ...DATES, number, generation: 1, lanes: [{ ...SEALED, kioskId: 'lane-1' }] }),
  },
};
const each = Object.entries(KINDS) as [DocumentKind, Kind][];

function aLane(dataDir = temporaryFolder()) {
  const file = join(dataDir, 'given.json');
  const source = (kind: DocumentKind) => ({
    file,
    keys: [anna.hex, ben.hex],
    memoryFile: memoryFileOf({ dataDir }, kind),
  });
  const give = (kind: DocumentKind, number: number) =>
    writeFileSync(file, JSON.stringify(documentSignedBy(kind, KINDS[kind].content(number), [anna, ben])));
  /** As a start does. */
  const start = (kind: DocumentKind) => loadDocument(KINDS[kind].form, source(kind), NOW).content.number;
  return { dataDir, file, source, give, start };
}
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof DocumentError) return error.code;
    throw error;
  }
  return 'none';
};

describe.each(each)('a signed %s on a lane', (kind, { form }) => {
  it('is in force, and an older one is refused after a restart', () => {
    const { give, start } = aLane();
    give(kind, 5);
    expect([start(kind), start(kind)]).toEqual([5, 5]);
    give(kind, 4);
    expect(refusal(() => start(kind))).toBe('roll-back');
    give(kind, 6);
    expect(start(kind)).toBe(6);
  });

  it('does not change the memory of another kind', () => {
    const { give, start } = aLane();
    for (const [other] of each) {
      give(other, other === kind ? 3 : 900);
      start(other);
    }
    give(kind, 4);
    expect(start(kind)).toBe(4);
  });

  it('is refused when the memory of its kind is damaged, whatever its content', () => {
    const { give, start, source } = aLane();
    give(kind, 5);
    for (const damage of ['', '{', 'null', '{"version":1,"number":0,"digest":"x"}', '{"version":2}']) {
      writeFileSync(source(kind).memoryFile.file, damage);
      expect(refusal(() => start(kind))).toBe('unreadable');
    }
  });

  it('is refused as a document of every other kind', () => {
    const { give, source } = aLane();
    give(kind, 5);
    for (const [other, { form: otherForm }] of each) {
      if (other === kind) continue;
      expect(refusal(() => loadDocument(otherForm, source(other), NOW))).toBe('other-kind');
      expect(existsSync(source(other).memoryFile.file)).toBe(false);
    }
  });

  it('is remembered before it is used: after a power cut in between, the lane starts with it and not with an older one', () => {
    const { give, start, source } = aLane();
    give(kind, 5);
    start(kind);
    // Number 6 is written to the memory, and the power goes before the lane relies on it.
    give(kind, 6);
    start(kind);
    const afterCut = readFileSync(source(kind).memoryFile.file);
    give(kind, 5);
    expect(refusal(() => start(kind))).toBe('roll-back');
    expect(readFileSync(source(kind).memoryFile.file)).toEqual(afterCut);
    give(kind, 6);
    expect(start(kind)).toBe(6);
  });

  it('is not remembered after a power cut before its memory: the lane starts with the previous or the new one', () => {
    const { give, start, source, file } = aLane();
    give(kind, 5);
    start(kind);
    give(kind, 6);
    judgeSigned(form, readSignedFile(file), source(kind), NOW);
    give(kind, 5);
    expect(start(kind)).toBe(5);
    give(kind, 6);
    expect(start(kind)).toBe(6);
  });

  it('that is refused leaves no memory', () => {
    const { file, start, source } = aLane();
    writeFileSync(file, JSON.stringify(documentSignedBy(kind, KINDS[kind].content(1), [anna])));
    expect(refusal(() => start(kind))).toBe('too-few-signatures');
    expect(existsSync(source(kind).memoryFile.file)).toBe(false);
  });
});

describe('the file of a document', () => {
  it.each([
    ['nothing', ''],
    ['text that is not JSON', '{'],
    ['a document without signatures', JSON.stringify(DEVELOPMENT_POLICY)],
    ['a list', '[]'],
  ])('with %s is unreadable', (_what, text) => {
    const { file, start } = aLane();
    writeFileSync(file, text);
    expect(refusal(() => start('notice'))).toBe('unreadable');
  });

  it('that is missing, or larger than any document, is unreadable', () => {
    const { file, start, give } = aLane();
    expect(refusal(() => start('notice'))).toBe('unreadable');
    give('notice', 1);
    writeFileSync(file, `${readFileSync(file, 'utf8')}${' '.repeat(SIGNED_DOCUMENT_LIMIT_BYTES)}`);
    expect(refusal(() => start('notice'))).toBe('unreadable');
  });
});
