/** The kinds of documents: format, a draft to edit, and the text that people read before they sign. */
import { BRAND_FORM } from '../../../../server/contract/brand/brand.ts';
import { RETENTION_POLICY_FORM } from '../../../../server/contract/retention.ts';
import { OFFICE_KEYS_FORM } from '../../../../server/contract/office-keys.ts';
import { OFFICER_KEYS_FORM } from '../../../../server/contract/officer-keys.ts';
import {
  DOCUMENT_KINDS,
  type DocumentForm,
  type DocumentKind,
  readContent,
} from '../../../../server/contract/signed-document.ts';
import { DEVELOPMENT_POLICY } from '../../../rules/decision/policy.ts';
import { DECISION_POLICY_FORM } from '../../../rules/decision/signed-policy.ts';
import { developmentNotice } from '../../../rules/notice/development-notice.ts';
import { NOTICE_FORM } from '../../../rules/notice/signed-notice.ts';
import { DEVELOPMENT_RETENTION } from '../../../vault/retention/development-retention.ts';
import { IMPOSTOR_TESTS_FORM } from '../../../../server/contract/impostor-tests.ts';
import { PARTNER_TERMS_FORM } from '../../../../server/contract/partner-terms.ts';
import { LIST_KEYS_FORM, WATCHLIST_FORM } from '../../../../server/contract/watchlist.ts';
import {
  wordsOfBrand,
  wordsOfImpostorTests,
  wordsOfListKeys,
  wordsOfNotice,
  wordsOfOfficeKeys,
  wordsOfOfficerKeys,
  wordsOfPartnerTerms,
  wordsOfPolicy,
  wordsOfWatchlist,
} from './words.ts';
import { wordsOfRetention } from './words-of-retention.ts';

interface Numbered {
  readonly number: number;
  readonly validFrom: number;
}

export interface DocumentOfKind {
  readonly form: DocumentForm<Numbered>;
  /** `undefined`: another command makes the draft. */
  readonly draft: ((nowMs: number) => unknown) | undefined;
  /** The document as text; `undefined` when the bytes are invalid. */
  words(bytes: Uint8Array): string | undefined;
}

function ofKind<T extends Numbered>(
  form: DocumentForm<T>,
  words: (content: T) => string,
  draft?: (nowMs: number) => T,
): DocumentOfKind {
  return {
    form,
    draft,
    words(bytes) {
      const read = readContent(form, bytes);
      return read.kind === 'read' ? words(read.content) : undefined;
    },
  };
}

const DAY_MS = 86_400_000;
const FIRST = { version: 1, number: 1 } as const;

export const KINDS: Readonly<Record<DocumentKind, DocumentOfKind>> = {
  'retention-policy': ofKind(RETENTION_POLICY_FORM, wordsOfRetention, () => DEVELOPMENT_RETENTION),
  'decision-policy': ofKind(DECISION_POLICY_FORM, wordsOfPolicy, (validFrom) => ({
    ...FIRST,
    validFrom,
    policy: DEVELOPMENT_POLICY,
  })),
  notice: ofKind(NOTICE_FORM, wordsOfNotice, (validFrom) => ({
    ...FIRST,
    validFrom,
    notice: developmentNotice(validFrom),
  })),
  brand: ofKind(BRAND_FORM, wordsOfBrand, (validFrom) => ({
    ...FIRST,
    validFrom,
    brand: { name: 'Postern', logo: null, accent: null },
  })),
  'officer-keys': ofKind(OFFICER_KEYS_FORM, wordsOfOfficerKeys),
  watchlist: ofKind(WATCHLIST_FORM, wordsOfWatchlist),
  'watchlist-keys': ofKind(LIST_KEYS_FORM, wordsOfListKeys),
  'office-keys': ofKind(OFFICE_KEYS_FORM, wordsOfOfficeKeys),
  'partner-terms': ofKind(PARTNER_TERMS_FORM, wordsOfPartnerTerms),
  'impostor-tests': ofKind(IMPOSTOR_TESTS_FORM, wordsOfImpostorTests, (validFrom) => {
    const day = new Date(validFrom - DAY_MS).toISOString().slice(0, 10);
    const test = { from: day, until: day, people: 10, documents: 10, pairs: 90, matched: 0 };
    return { ...FIRST, validFrom, tests: [{ site: 'terminal-1', modality: 'face' as const, ...test }] };
  }),
};

export function isKind(name: string): name is DocumentKind {
  return (DOCUMENT_KINDS as readonly string[]).includes(name);
}
