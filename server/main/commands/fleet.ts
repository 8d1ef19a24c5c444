/**
 * `postern-server fleet COMMAND`, for the fleet's administrators, on the server's machine, whether or not the server runs. Prints one JSON line.
 * Exit codes: 0 done, 1 refused, 64 wrong arguments, 78 configuration.
 */
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { keepFilesPrivate } from '../../../hardware/host/private-files.ts';
import { replaceFile } from '../../../hardware/host/durable-file.ts';
import { backgroundClock } from '../../../hardware/host/system-clock.ts';
import { readConfigBeforeWitnesses, type ServerConfig } from '../config/config.ts';
import { authorityPin } from '../../contract/enrolment-code.ts';
import { faultsOf } from '../../contract/fault.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { openKeys } from '../../platform/keys/open-keys.ts';
import type { ServerKeys } from '../../platform/keys/server-keys.ts';
import { startFailureOf } from '../config/start-failure.ts';
import { listHolding, listRevoked, revokeCertificate } from '../../lanes/fleet/certificate-table.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { openDatabase, type Database } from '../../platform/database/database.ts';
import { listOpenCodes, withdrawEnrolmentCodes } from '../../lanes/fleet/enrolment-code-table.ts';
import { listKiosks } from '../../records/kiosks/kiosks.ts';
import { codeEntriesOf } from './coded-database.ts';
import { WriteQueue } from '../../platform/database/write-queue.ts';
import { initialiseAuthority, openAuthority } from '../../lanes/fleet/authority.ts';
import { type AuthorityKey, pem } from '../../platform/keys/authority-signer.ts';
import { disableKiosk } from '../../lanes/fleet/disable-kiosk.ts';
import { COMMAND_LINE } from '../../lanes/fleet/fleet-act.ts';
import { codeRequestSchema, makeCode } from '../../lanes/fleet/make-code.ts';
import { signRevocationList } from '../../lanes/fleet/revocation-list.ts';

keepFilesPrivate();

const USAGE = [
  "init                                     makes the fleet's certificate authority, once",
  'code --kiosk ID --site SITE --lane LANE [--evidence-url ORIGIN] [--minutes N] [--new-site]',
  "                                         prints a kiosk's one-time enrolment code, which is shown only here;",
  '                                         --new-site: the site has no record yet and is not the first',
  'withdraw --kiosk ID                      withdraws its unused codes',
  'list                                     lists kiosks, valid certificates and open codes',
  'disable --kiosk ID                       takes a kiosk out of service permanently, at once',
  'revoke --serial HEX                      revokes one certificate, of the server or of a kiosk that stays enrolled',
  'renew-crl --out FILE                     writes the present revocation list, PEM',
] as const;

const codeSchema = codeRequestSchema.extend({ 'new-site': z.boolean().optional() });
const kioskSchema = z.strictObject({ kiosk: kioskIdSchema });
const serialSchema = z.strictObject({
  serial: z.string().regex(/^[0-9a-fA-F]{1,40}$/, 'must be a serial number in hex'),
});
const outSchema = z.strictObject({ out: z.string().min(1, 'must be the path of a file') });
const nothingSchema = z.strictObject({});

type Answer = Readonly<Record<string, unknown>> & { readonly kind: string };

interface Parts {
  readonly config: ServerConfig;
  readonly fleetDir: string;
  /** The authority's key, which some commands do not need. */
  readonly key: AuthorityKey;
  readonly database: Database;
  readonly nowMs: number;
  write<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
}

interface Command<T> {
  readonly schema: z.ZodType<T>;
  run(parts: Parts, given: T): Promise<Answer>;
}

const command = <T>(schema: z.ZodType<T>, run: Command<T>['run']): Command<T> => ({ schema, run });

const COMMANDS = {
  init: command(nothingSchema, async ({ config, fleetDir, nowMs, key }) => {
    const { made, authority } = await initialiseAuthority(fleetDir, nowMs, key, config.mode);
    const certificate = join(fleetDir, 'authority.crt');
    return { kind: made ? 'made' : 'unchanged', certificate, pin: authorityPin(authority.certificate) };
  }),
  code: command(codeSchema, async ({ config, fleetDir, nowMs, key, write }, { 'new-site': isNew, ...given }) => {
    const authority = await openAuthority(fleetDir, nowMs, key, config.mode);
    const places = isNew === true ? 'new-site' : 'new-lane';
    const made = await write((transaction) => makeCode(transaction, authority, given, COMMAND_LINE, nowMs, places));
    return made.kind === 'refused' ? made : { ...made, expiresAt: new Date(made.expiresAt).toISOString() };
  }),
  withdraw: command(kioskSchema, async ({ nowMs, write }, { kiosk }) => ({
    kind: 'withdrawn',
    codes: await write((transaction) => withdrawEnrolmentCodes(transaction, kiosk, nowMs)),
  })),
  list: command(nothingSchema, async ({ database, nowMs }) => {
    const kiosks = await listKiosks(database.knex);
    const certificates = await listHolding(database.knex, nowMs);
    const codes = await listOpenCodes(database.knex, nowMs);
    return {
      kind: 'fleet',
      kiosks: kiosks.map(({ id, site, lane, disabledAt, evidenceUrl }) => ({
        id,
        site,
        lane,
        disabledAt,
        evidenceUrl,
      })),
      certificates: certificates.map(({ serial, kioskId, use, notAfter }) => ({ serial, kioskId, use, notAfter })),
      codes: codes.map(({ kioskId, site, lane, expiresAt }) => ({ kioskId, site, lane, expiresAt })),
    };
  }),
  disable: command(kioskSchema, async ({ nowMs, write }, { kiosk }) => {
    const disabled = await write((transaction) => disableKiosk(transaction, kiosk, COMMAND_LINE, nowMs));
    if (disabled.kind === 'held') return { kind: 'refused', code: 'two-people-required' };
    return disabled.kind === 'unknown' ? { kind: 'refused', code: 'unknown-kiosk' } : disabled;
  }),
  revoke: command(serialSchema, async ({ nowMs, write }, { serial }) => {
    const revoked = await write((transaction) =>
      revokeCertificate(transaction, serial.toLowerCase(), 'key-compromise', nowMs),
    );
    return revoked ? { kind: 'revoked' } : { kind: 'refused', code: 'unknown-or-revoked' };
  }),
  'renew-crl': command(outSchema, async ({ config, fleetDir, key, database, nowMs }, { out }) => {
    const authority = await openAuthority(fleetDir, nowMs, key, config.mode);
    const revoked = await listRevoked(database.knex, nowMs);
    await replaceFile(out, pem('X509 CRL', await signRevocationList(authority, revoked, nowMs)));
    // Other programs read this file; all other files are readable by the owner only.
    chmodSync(out, 0o644);
    return { kind: 'written', out, revoked: revoked.length };
  }),
} as const;

function print(answer: Answer, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  process.exitCode = exitCode;
}

function readArguments(): { readonly name: string; readonly given: unknown } | undefined {
  const text = { type: 'string' } as const;
  const options = {
    kiosk: text,
    site: text,
    lane: text,
    'evidence-url': text,
    minutes: text,
    serial: text,
    out: text,
    'new-site': { type: 'boolean' },
  } as const;
  try {
    const { positionals, values } = parseArgs({ options, allowPositionals: true });
    return positionals.length === 1 ? { name: positionals[0] ?? '', given: { ...values } } : undefined;
  } catch {
    return undefined;
  }
}

async function runCommand<T>({ schema, run }: Command<T>, given: unknown, config: ServerConfig): Promise<void> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) return print({ kind: 'refused', code: 'usage', faults: faultsOf(parsed.error) }, 64);
  const database = await openDatabase(config);
  let keys: ServerKeys | undefined;
  const ofKeys = async () => (keys ??= await openKeys(config, { clock: backgroundClock })).authority;
  const key: AuthorityKey = {
    open: async () => (await ofKeys()).open(),
    make: async () => (await ofKeys()).make(),
  };
  try {
    await codeEntriesOf(database.knex, config);
    const queue = new WriteQueue(database.knex);
    const fleetDir = config.fleetDir ?? join(config.dataDir, 'fleet');
    const write: Parts['write'] = (work) => queue.run(work);
    const answer = await run({ config, fleetDir, key, database, nowMs: backgroundClock.wallMs(), write }, parsed.data);
    print(answer, answer.kind === 'refused' ? 1 : 0);
  } finally {
    await keys?.close();
    await database.knex.destroy();
  }
}

async function main(): Promise<void> {
  const asked = readArguments();
  if (asked === undefined || !Object.hasOwn(COMMANDS, asked.name)) {
    return print({ kind: 'refused', code: 'usage', commands: USAGE }, 64);
  }
  const read = readConfigBeforeWitnesses();
  if (read.kind === 'refused') return print({ kind: 'refused', code: 'config', faults: read.faults }, 78);
  await runCommand(COMMANDS[asked.name as keyof typeof COMMANDS] as Command<unknown>, asked.given, read.config);
}

try {
  await main();
} catch (error) {
  print({ kind: 'refused', ...startFailureOf(error) }, 1);
}
