import type { EntryType } from '../../records/ledger/entry/entry.ts';
import { translated } from '../languages/text.ts';

/** The name of each kind of entry. Complete by type. */
export const ENTRY_WORDS: { readonly [Type in EntryType]: string } = translated({
  report: 'A lane’s report',
  act: 'An act of a person',
  'test-referral': 'A test of attention',
  grant: 'An evidence grant',
  viewing: 'A viewing',
  'declaration-viewing': 'A viewing of a declaration',
  erasure: 'An erasure',
  policy: 'A policy',
  export: 'An export',
  alarm: 'An alarm',
  row: 'A row of a table',
  adoption: 'Tables adopted',
});
