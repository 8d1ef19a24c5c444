/** The content of a ledger entry in words. Complete by type: a new kind of entry does not compile without words. */
import type { Entry, EntryType } from '../../records/ledger/entry/entry.ts';
import { actWords } from '../administration/words.ts';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { PURPOSE_WORDS } from '../words-of-evidence.ts';
import { ALARM_WORDS, CAUSE_WORDS, DECLARATION_PURPOSE_WORDS, ROLE_WORDS } from '../words.ts';

export interface EntryWords {
  /** One sentence. */
  readonly said: string;
  /** Each field with its name in the entry. */
  readonly facts: readonly (readonly [string, string])[];
}

type Sayer = { readonly [Type in EntryType]: (entry: Extract<Entry, { type: Type }>) => string };

/** The result of an act that was done. Every other result is the code of a refusal. */
const DONE: readonly string[] = ['done', 'code-made', 'code-withdrawn', 'enrolled'];

const SAID: Sayer = {
  report: ({ kioskId, sequence }) =>
    t('The server accepted report {number} of the lane {lane}.', { number: String(sequence), lane: kioskId }),
  act: ({ actor, role, act, result }) => {
    const values = {
      person: role === null ? actor : t('{person} as {role}', { person: actor, role: ROLE_WORDS[role] }),
      act: actWords(act),
    };
    return DONE.includes(result) ? t('{person} did: {act}.', values) : t('{person} was refused: {act}.', values);
  },
  'test-referral': ({ opened }) =>
    opened === null
      ? t('A test of attention was sealed before an officer saw it.')
      : t('A test of attention was opened. Result: {code}.', { code: opened.result }),
  grant: ({ officer, purpose }) =>
    t('{officer} was allowed to view evidence. Purpose: {purpose}', {
      officer,
      purpose: named(PURPOSE_WORDS, purpose),
    }),
  viewing: ({ kioskId, refusal }) =>
    refusal === null
      ? t('The lane {lane} showed the requested evidence.', { lane: kioskId })
      : t('The lane {lane} did not show the requested evidence.', { lane: kioskId }),
  'declaration-viewing': ({ office, purpose }) =>
    t('An officer of the customs office {office} was allowed to read a declaration. Purpose: {purpose}', {
      office,
      purpose: named(DECLARATION_PURPOSE_WORDS, purpose),
    }),
  erasure: ({ cause }) => t('Captures or records were erased. Cause: {cause}.', { cause: named(CAUSE_WORDS, cause) }),
  policy: ({ policy, approvedBy }) =>
    t('The policy {policy} came into force. Approved by: {people}.', { policy, people: approvedBy.join(', ') }),
  export: ({ partner, records }) =>
    partner === null
      ? t('Records exported to a file: {count}.', { count: records })
      : t('Records sent to {partner}: {count}.', { partner, count: records }),
  row: ({ table, content }) =>
    content === null
      ? t('A row of the table {table} was deleted.', { table })
      : t('A row of the table {table} was written.', { table }),
  adoption: () => t('The ledger adopted tables that were written before it recorded their rows.'),
  alarm: ({ kind, filled }) =>
    filled
      ? t('An alarm was closed: {alarm}.', { alarm: ALARM_WORDS[kind] })
      : t('An alarm was raised: {alarm}.', { alarm: ALARM_WORDS[kind] }),
};

export function wordsOfEntry(entry: Entry): EntryWords {
  const say = SAID[entry.type] as (entry: Entry) => string;
  const facts = Object.entries(entry)
    .filter(([name]) => name !== 'version')
    .map(([name, value]) => [name, textOf(name, value)] as const);
  return { said: say(entry), facts };
}

/** Entries are older than the words of today: a code without words is shown as it is. */
function named(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}

function textOf(field: string, value: unknown): string {
  if (value === null) return t('none');
  if (typeof value === 'number' && /(^at|At)$/.test(field)) return dateAndTime(value);
  if (Array.isArray(value)) return value.length === 0 ? t('none') : value.map((one) => textOf('', one)).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
