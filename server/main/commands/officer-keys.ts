/**
 * `postern-server officer-keys propose FILE [--after SIGNED]`, on the server's machine, whether or not the server runs: writes a draft of the list
 * of officers' keys, numbered after the signed list in SIGNED. Two people sign it offline. Prints one JSON line. Exit codes: 0 done,
 * 1 refused, 64 wrong arguments, 78 configuration.
 */
import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createFileSync } from '../../../hardware/host/durable-file-sync.ts';
import { allowedHosts, allowedTlsHosts } from '../../platform/http/allowed-hosts.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readConfig, type ServerConfig } from '../config/config.ts';
import { OFFICER_KEYS_FORM, type OfficerKeyList } from '../../contract/officer-keys.ts';
import { bytesOf, readContent, readSignedDocument } from '../../contract/signed-document.ts';
import { startFailureOf } from '../config/start-failure.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { dutiesHeldBy } from '../../people/duties/duty-table.ts';
import { listPasskeys } from '../../people/people/tables/passkeys.ts';
import { listPeople } from '../../people/people/tables/people.ts';
import { isOfficerRevoked } from '../../people/duties/revoked-officers.ts';
import { draftList, type ListedPerson } from '../../people/officer-keys/draft-list.ts';

const USAGE = ["propose FILE [--after SIGNED]    writes the draft of the list of officers' keys"];

type Answer = Readonly<Record<string, unknown>> & { readonly kind: string };

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === undefined) return print({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
  const read = readConfig();
  if (read.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  if (existsSync(asked.file)) return print({ kind: 'refused', code: 'file-exists' }, 1);
  const before = asked.after === undefined ? undefined : signedListIn(asked.after);
  if (before === 'unreadable') return print({ kind: 'refused', code: 'no-signed-list' }, 1);
  const database = await openDatabase(read.config);
  let people: ListedPerson[];
  try {
    people = await peopleIn(database.knex);
  } finally {
    await database.knex.destroy();
  }
  const { list, omitted } = draftList(people, {
    number: (before?.number ?? 0) + 1,
    validFrom: Math.round(backgroundClock.wallMs()),
    rpId: read.config.people.relyingPartyId,
    origins: originsOf(read.config),
  });
  const checked = OFFICER_KEYS_FORM.schema.safeParse(list);
  if (!checked.success)
    return print({ kind: 'refused', code: 'no-valid-list', faults: checked.error.issues.length }, 1);
  const outcome = createFileSync(asked.file, `${JSON.stringify(list, null, 2)}\n`, { mode: 0o644 });
  if (outcome === 'exists') return print({ kind: 'refused', code: 'file-exists' }, 1);
  print({ kind: 'written', file: asked.file, number: list.number, keys: list.keys.length, omitted }, 0);
}

/** Omits disabled people and revoked officers. */
async function peopleIn(database: Connection): Promise<ListedPerson[]> {
  const listed: ListedPerson[] = [];
  for (const { id, disabledAt } of await listPeople(database)) {
    if (disabledAt !== null || (await isOfficerRevoked(database, id))) continue;
    listed.push({ id, duties: await dutiesHeldBy(database, id), passkeys: await listPasskeys(database, id) });
  }
  return listed;
}

/** Origins in the browsers' form, limited to those where a passkey of this domain works. */
function originsOf({ people, tls, port }: ServerConfig): string[] {
  const { origins } = tls === undefined ? allowedHosts(port) : allowedTlsHosts(tls.names, port);
  const party = people.relyingPartyId;
  const ours = [...origins]
    .map((origin) => new URL(origin))
    .filter(({ hostname }) => hostname === party || hostname.endsWith(`.${party}`));
  return [...new Set(ours.map(({ origin }) => origin))];
}

function signedListIn(file: string): OfficerKeyList | 'unreadable' {
  try {
    const signed = readSignedDocument(JSON.parse(readFileSync(file, 'utf8')));
    const bytes = signed?.kind === 'officer-keys' ? bytesOf(OFFICER_KEYS_FORM, signed) : undefined;
    const read = bytes === undefined ? undefined : readContent(OFFICER_KEYS_FORM, bytes);
    return read?.kind === 'read' ? read.content : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function readArguments(): { readonly file: string; readonly after: string | undefined } | undefined {
  try {
    const { positionals, values } = parseArgs({ options: { after: { type: 'string' } }, allowPositionals: true });
    const [command, file] = positionals;
    return command === 'propose' && file !== undefined && positionals.length === 2
      ? { file, after: values.after }
      : undefined;
  } catch {
    return undefined;
  }
}

function print(answer: Answer, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

try {
  await main();
} catch (error) {
  print({ kind: 'refused', ...startFailureOf(error) }, 1);
}
