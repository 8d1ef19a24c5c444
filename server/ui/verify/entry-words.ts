/** The content of a ledger entry in words. Complete by type: a new kind of entry does not compile without words. */
import type { Entry, EntryType } from '../../ledger/entry/entry.ts';
import { ALARM_WORDS } from '../words.ts';
import { dateAndTime } from '../design/times.ts';

export interface EntryWords {
  /** One sentence. */
  readonly said: string;
  /** Each field as it stands in the entry. */
  readonly facts: readonly (readonly [string, string])[];
}

type Sayer = { readonly [Type in EntryType]: (entry: Extract<Entry, { type: Type }>) => string };

/** The result of an act that was done. Every other result is the code of a refusal. */
const DONE: readonly string[] = ['done', 'code-made', 'code-withdrawn', 'enrolled'];

const SAID: Sayer = {
  report: ({ kioskId, sequence }) => `The server accepted report ${sequence} of the lane ${kioskId}.`,
  act: ({ actor, role, act, result }) => {
    const who = role === null ? actor : `${actor}, as ${role.replaceAll('-', ' ')}`;
    return `${who}, ${DONE.includes(result) ? 'did' : 'was refused'}: ${act.replaceAll(/[.-]/g, ' ')}.`;
  },
  'test-referral': ({ opened }) =>
    opened === null
      ? 'A test of attention was sealed, before any officer saw it.'
      : `A test of attention was opened: ${opened.result.replaceAll('-', ' ')}.`,
  grant: ({ officer, purpose }) => `${officer} was allowed to look at evidence for ${purpose.replaceAll('-', ' ')}.`,
  viewing: ({ kioskId, refusal }) =>
    `The lane ${kioskId} ${refusal === null ? 'showed' : 'did not show'} the requested evidence.`,
  erasure: ({ cause }) => `Captures or records were erased; cause: ${cause.replaceAll('-', ' ')}.`,
  policy: ({ policy, approvedBy }) => `The policy ${policy} came into force by ${approvedBy.join(' and ')}.`,
  export: ({ partner, records }) => `${records} records were sent to ${partner}.`,
  row: ({ table, content }) =>
    `A row of ${table.replaceAll('_', ' ')} was ${content === null ? 'deleted' : 'written'}.`,
  adoption: () => 'The ledger adopted tables that were written before it recorded their rows.',
  alarm: ({ kind, filled }) => `${filled ? 'An alarm was closed' : 'An alarm was raised'}: ${ALARM_WORDS[kind]}.`,
};

export function wordsOfEntry(entry: Entry): EntryWords {
  const say = SAID[entry.type] as (entry: Entry) => string;
  const facts = Object.entries(entry)
    .filter(([name]) => name !== 'version')
    .map(([name, value]) => [nameOf(name), textOf(name, value)] as const);
  return { said: say(entry), facts };
}

/** `receivedAt` becomes `Received at`. */
function nameOf(field: string): string {
  const words = field.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(field: string, value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'number' && /(^at|At)$/.test(field)) return dateAndTime(value);
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((one) => textOf('', one)).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
