/** The values of each `POSTERN_SERVER_…` variable, and the text of its faults. */
import { MODES } from '../../../hardware/host/mode.ts';
import { tpmPlace } from '../../../hardware/tpm/open-transport.ts';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { readSources } from '../../border/watchlist/sources.ts';
import { isFileExposed } from '../../../hardware/host/private-files.ts';
import { START_POLICIES } from '../../lanes/attestation/start-policy.ts';
import { Network } from '../../oversight/alerts/allowed-addresses.ts';
import { EXPORT_FORMATS } from '../../oversight/detection/export/export-formats.ts';
import { parseTarget } from '../../oversight/detection/shipping/target.ts';
import { mailAddressSchema } from '../../oversight/alerts/change-schemas.ts';
import { MailRelay } from '../../oversight/alerts/mail-relay.ts';
import { addressSchema, tlsNamesSchema } from '../../lanes/fleet/tls-config.ts';
import { type DeclarationRules, declarationRulesSchema } from '../../contract/rules/questions.ts';
import { readSignedDocument, type SignedDocument } from '../../contract/signed-document.ts';
import { FRAMEWORK_IDS } from '../../oversight/compliance/frameworks/vocabulary.ts';
import { JURISDICTIONS } from '../../goods/declarations/rules/context.ts';
import { isIP } from 'node:net';
import { DEFAULT_CONNECTIONS } from '../../lanes/fleet/connection-limits.ts';
import { isKeyName } from '../../platform/transparency/note/vkey.ts';
import { parsePolicy, type Policy } from '../../platform/transparency/proof/policy.ts';
import { isBreachedFile } from '../../people/people/breached-passwords.ts';
import { PostgresAddress } from '../../platform/database/postgres-address.ts';

/** A common limitation period for claims (German Civil Code § 195, French Data Protection Act art. 20). */
const THREE_YEARS_DAYS = 1_096;
/** Long enough for the report after an incident. */
const NINETY_DAYS = 90;
const MAX_NETWORKS = 16;
const MAX_PROXIES = 16;

/** Printed unchanged, so it must be one line. */
const oneLine = z
  .string()
  .trim()
  .regex(/^[^\p{Cc}]{1,300}$/u);

export const SHOULD_BE = {
  POSTERN_MODE: 'must be development (the default), production or rehearsal',
  POSTERN_SERVER_HOST:
    'must be the address on which the server listens for people; in development 127.0.0.1 (the default), ::1 or localhost, because every local client can sign in with any role',
  POSTERN_SERVER_PORT: 'must be a port from 0 (any free one) to 65535; the default is 8080',
  POSTERN_SERVER_PROXIES:
    'must be the addresses of proxies, separated by commas, at most 16, which begin each connection with the header of the PROXY protocol, version 2; the client that it names is the client of the connection at each port; without it no proxy is believed',
  POSTERN_SERVER_CONNECTIONS: 'must be the most connections at one port, 256 to 9999; the default is 4096',
  POSTERN_SERVER_CONNECTIONS_OF_NETWORK:
    'must be the most connections of one network (an IPv4 address, or the first 64 bits of one of IPv6) before it is known whose they are, 16 to 9999; the default is 256',
  POSTERN_SERVER_DATA_DIR: 'must be the path of a folder; the default is .data/server',
  POSTERN_SERVER_TLS_NAMES:
    'must be the names and addresses of the server, separated by commas, at most 16; without it there is no TLS',
  POSTERN_SERVER_TLS_CERTIFICATE_FILE:
    "must be the path of a certificate (PEM, with its chain) that people's browsers trust, beside POSTERN_SERVER_TLS_KEY_FILE and POSTERN_SERVER_TLS_NAMES; the default is one of the fleet's authority",
  POSTERN_SERVER_TLS_KEY_FILE:
    'must be the path of the private key (PEM) of POSTERN_SERVER_TLS_CERTIFICATE_FILE, readable by its owner only',
  POSTERN_SERVER_KIOSK_HOST:
    'must be the address on which the server listens for kiosks over TLS; other than loopback only with POSTERN_SERVER_TLS_NAMES; the default is 127.0.0.1',
  POSTERN_SERVER_KIOSK_PORT:
    'must be a port from 0 (any free one) to 65535, for kiosks, only with POSTERN_SERVER_TLS_NAMES; the default is 8443',
  POSTERN_SERVER_FLEET_DIR:
    "must be the path of the folder with the certificate of the fleet's authority, and its key where that is a file; the default is fleet in the data folder",
  POSTERN_SERVER_KEY_PROVIDER: 'must be file (the default), pkcs11 or tpm: where the keys of the server are',
  POSTERN_SERVER_PKCS11_MODULE:
    'must be the absolute path of a PKCS #11 module, only with POSTERN_SERVER_KEY_PROVIDER=pkcs11',
  POSTERN_SERVER_PKCS11_TOKEN:
    'must be the label of the token, 1 to 32 characters, only with POSTERN_SERVER_KEY_PROVIDER=pkcs11',
  POSTERN_SERVER_PKCS11_PIN_FILE:
    "must be the path of a file with the PIN of the token's user, only with POSTERN_SERVER_KEY_PROVIDER=pkcs11",
  POSTERN_SERVER_TPM:
    'must be device: with the path of a TPM, or, except in production, unix: with the socket of a software TPM, only with POSTERN_SERVER_KEY_PROVIDER=tpm; the default is device:/dev/tpmrm0',
  POSTERN_SERVER_TPM_OWNER_AUTH_FILE:
    "must be the path of a file with the TPM's owner authorisation, where it has one, only with POSTERN_SERVER_KEY_PROVIDER=tpm",
  POSTERN_SERVER_TPM_ROOTS_FILE:
    "must be the path of a file of certificates (PEM) of the TPM's manufacturer, to which the TPM's own certificate must lead when keys are made, only with POSTERN_SERVER_KEY_PROVIDER=tpm",
  POSTERN_SERVER_LANE_STARTS:
    'must be off (the default), report or required: whether lanes prove with their TPMs how they were started; other than off only with POSTERN_SERVER_TLS_NAMES and POSTERN_SERVER_LANE_TPM_ROOTS_FILE',
  POSTERN_SERVER_LANE_TPM_ROOTS_FILE:
    "must be the path of a file of certificates (PEM) of the manufacturers of lanes' TPMs, with at least one root, only with POSTERN_SERVER_LANE_STARTS",
  POSTERN_SERVER_METRICS_PORT:
    'must be a port from 0 (any free one) to 65535 for metrics, on loopback; without it there are no metrics',
  POSTERN_SERVER_DATABASE_URL:
    'must be postgres://USER:PASSWORD@HOST/DATABASE, or postgres://USER@/DATABASE?host=/FOLDER for a socket; without it the server keeps its data in SQLite',
  POSTERN_SERVER_DATABASE_URL_FILE:
    'must be the path of a file, readable by its owner only, with the value of POSTERN_SERVER_DATABASE_URL; set only one of the two',
  POSTERN_SERVER_DATABASE_CA:
    "must be the path of a file of certificates (PEM) that verify the database server's; the default is the system's",
  POSTERN_SERVER_RELYING_PARTY:
    'must be the domain of the console, to which passkeys are permanently bound: one of POSTERN_SERVER_TLS_NAMES or a parent domain; the default is the first of them that is not an address, or localhost',
  POSTERN_SERVER_PASSWORDS:
    'must be refused (the default) or allowed: whether people may sign in with a password and a code generator instead of a passkey',
  POSTERN_SERVER_BREACHED_PASSWORDS:
    'must be the path of a file of SHA-1 digests of breached passwords in hex, one per line, sorted, as published by Have I Been Pwned; without it no password is refused as breached',
  POSTERN_SERVER_SESSION_IDLE_MINUTES:
    'must be the minutes without a request after which a session ends, 1 to 60; the default is 30',
  POSTERN_SERVER_SESSION_HOURS: 'must be the hours after which a session ends, 1 to 24; the default is 12',
  POSTERN_SERVER_TEST_REFERRALS_PER_HOUR:
    'must be the number of attention tests per hour at a watched site, 0 to 6; the default is 1',
  POSTERN_SERVER_SECOND_LOOK_PERCENT:
    'must be the percentage of admissions despite a doubt that get a second look at random, 1 to 100; the default is 10',
  POSTERN_SERVER_CLOSED_REQUESTS_DAYS:
    "must be the number of days for which the record of a traveller's closed request is kept, 30 to 3660; the default is 1096, three years",
  POSTERN_SERVER_WATCHLIST_SOURCES_FILE:
    'must be the path of a JSON file with the connector of each watchlist, as server/border/watchlist/README.md describes; without it no hit is looked up at its source',
  POSTERN_SERVER_SMTP_URL:
    'must be smtp://USER:PASSWORD@HOST:PORT (STARTTLS) or smtps://USER:PASSWORD@HOST:PORT (TLS at once), or the same without credentials, beside POSTERN_SERVER_SMTP_FROM; without it alerts are not sent by mail',
  POSTERN_SERVER_SMTP_URL_FILE:
    'must be the path of a file, readable by its owner only, with the value of POSTERN_SERVER_SMTP_URL; set only one of the two',
  POSTERN_SERVER_SMTP_FROM:
    'must be the mail address of the sender of alerts, only with POSTERN_SERVER_SMTP_URL or POSTERN_SERVER_SMTP_URL_FILE',
  POSTERN_SERVER_ALERT_NETWORKS:
    'must be networks to which webhooks may go besides public addresses, such as 10.20.0.0/16, separated by commas, at most 16; without it webhooks go to public addresses only',
  POSTERN_SERVER_ALERT_CA:
    "must be the path of a file of certificates (PEM) that verify the receivers of webhooks and the mail relay; the default is the system's",
  POSTERN_SERVER_ALERT_LOG_DAYS:
    'must be the number of days for which the log of alerts is kept, 30 to 3660; the default is 90',
  POSTERN_SERVER_SIEM_URL:
    'must be tls://HOST:PORT (syslog over TLS, by default port 6514) or https://HOST/PATH, where findings are sent; without it none are sent',
  POSTERN_SERVER_SIEM_FORMAT: 'must be ecs (the default) or ocsf, only with POSTERN_SERVER_SIEM_URL',
  POSTERN_SERVER_SIEM_EVENTS:
    'must be yes to send acts of people and programs, signals and alarms too, or no (the default), only with POSTERN_SERVER_SIEM_URL',
  POSTERN_SERVER_SIEM_AUTHORIZATION_FILE:
    'must be the path of a file, readable by its owner only, with the header Authorization for the receiver, only with an https:// address in POSTERN_SERVER_SIEM_URL',
  POSTERN_SERVER_TRADERS_PORT:
    'must be a port from 0 (any free one) to 65535, for traders; with POSTERN_SERVER_TLS_NAMES only beside POSTERN_SERVER_TLS_CERTIFICATE_FILE; without it no declarations are taken',
  POSTERN_SERVER_TRADERS_HOST:
    'must be the address on which the server listens for traders, only with POSTERN_SERVER_TRADERS_PORT; other than loopback only with POSTERN_SERVER_TLS_NAMES; the default is 127.0.0.1',
  POSTERN_SERVER_TRADERS_ORIGIN:
    'must be the origin of the portal for people of traders, such as https://declare.example, with https where POSTERN_SERVER_TLS_NAMES is set, and with another domain than the console; only with POSTERN_SERVER_TRADERS_PORT; passkeys are permanently bound to its domain; without it there is a portal in development only',
  POSTERN_SERVER_TRADERS_FRONT:
    'must be the absolute path of the socket at which the service manager starts the front that receives declarations, with an account, a TLS key and settings of its own (postern-front.conf(5)); without it the front is a child process of the server',
  POSTERN_SERVER_OFFICE_KEYS_FILE:
    'must be the path of the signed list of customs offices, beside POSTERN_SERVER_TRADERS_PORT',
  POSTERN_SERVER_IMPOSTOR_TESTS_FILE:
    'must be the path of the seeded impostor tests that two people have signed, beside POSTERN_SERVER_SIGNER_KEYS; without it the reports of error rates have no bound of false matches',
  POSTERN_SERVER_SIGNER_KEYS:
    'must be the public keys (64 hex digits each) of two or more people who sign the list of customs offices and seeded impostor tests, separated by commas, beside POSTERN_SERVER_TRADERS_PORT or POSTERN_SERVER_IMPOSTOR_TESTS_FILE',
  POSTERN_SERVER_JURISDICTION:
    'must be EU (the default) or GB: whose rules judge declarations, only with POSTERN_SERVER_TRADERS_PORT',
  POSTERN_SERVER_RISK_MODEL_FILE:
    'must be the path of a risk model that npm run tool -- train-risk has made from own dispositions, only with POSTERN_SERVER_TRADERS_PORT; the default is the model of the project',
  POSTERN_SERVER_TRAVELLER_QUESTIONS_FILE:
    "must be the path of a JSON file with the rules of the customs declaration, equal to `declaration.rules` of the lanes' policy; without it travellers answer at the lanes only, and in development the example of arrivals in the Union is used",
  POSTERN_SERVER_PARTNERS_PORT:
    'must be a port from 0 (any free one) to 65535, for programs of partner agencies, only with POSTERN_SERVER_TLS_NAMES and POSTERN_SERVER_TLS_CERTIFICATE_FILE; without it deliveries wait in the server',
  POSTERN_SERVER_PARTNERS_HOST:
    'must be the address on which the server listens for programs of partner agencies, only with POSTERN_SERVER_PARTNERS_PORT; the default is 127.0.0.1',
  POSTERN_SERVER_PARTNER_PORTAL_PORT:
    'must be a port from 0 (any free one) to 65535, for people of partner agencies; with POSTERN_SERVER_TLS_NAMES only beside POSTERN_SERVER_TLS_CERTIFICATE_FILE; without it partners have no portal',
  POSTERN_SERVER_PARTNER_PORTAL_HOST:
    'must be the address on which the server listens for people of partner agencies, only with POSTERN_SERVER_PARTNER_PORTAL_PORT; other than loopback only with POSTERN_SERVER_TLS_NAMES; the default is 127.0.0.1',
  POSTERN_SERVER_PARTNER_PORTAL_ORIGIN:
    'must be the origin of the portal for people of partner agencies, such as https://partners.example, beside POSTERN_SERVER_PARTNER_PORTAL_PORT, with https where POSTERN_SERVER_TLS_NAMES is set, and with another domain than the console and the portal for traders; passkeys are permanently bound to its domain; without TLS the default is http://localhost and the port',
  POSTERN_SERVER_CONTROLLER:
    'must be the name and address of the authority responsible for the processing, at most 300 characters',
  POSTERN_SERVER_PRIVACY_CONTACT:
    "must be the contact of the authority's data protection officer for travellers, at most 300 characters",
  POSTERN_SERVER_LEGAL_FRAMEWORKS:
    'must be the legal frameworks that apply, separated by commas: eu-gdpr, eu-law-enforcement, eu-ai-act, uk-gdpr, uk-law-enforcement, us-federal; without it nothing is compared with a law',
  POSTERN_SERVER_LEDGER_ORIGIN:
    "must be the ledger's name, a domain and path without spaces and plus signs; the default is localhost/postern",
  POSTERN_SERVER_LEDGER_RATCHET_DIR:
    'must be the path of a folder outside every backup; the default is the data folder',
  POSTERN_SERVER_LEDGER_POLICY:
    'must be the path of a tlog-policy file that names this ledger, its witnesses and their quorum; without it the ledger has no witnesses',
} as const;
export type Variable = keyof typeof SHOULD_BE;

export interface ConfigFault {
  readonly variable: string;
  /** Never repeats the variable's value, which may be a secret set by mistake. */
  readonly shouldBe: string;
}

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^[1-9][0-9]{0,3}$/)
    .transform(Number)
    .pipe(z.int().min(least).max(most));

const port = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,4})$/)
  .refine((text) => Number(text) <= 65_535);

const portalOrigin = z
  .string()
  .max(300)
  .regex(/^https?:\/\/(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+)(:\d{1,5})?$/);

const networksSchema = z
  .string()
  .transform((text) => text.split(',').map((part) => Network.parse(part.trim())))
  .refine((networks) => networks.length <= MAX_NETWORKS && !networks.includes(undefined))
  .transform((networks) => networks.flatMap((network) => network ?? []));

const proxiesSchema = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .refine((all) => all.length <= MAX_PROXIES && all.every((address) => isIP(address) !== 0));

export const LOOPBACK = '127.0.0.1';

export const environmentSchema = z.strictObject({
  POSTERN_MODE: z.enum(MODES).default('development'),
  /** Checked below, together with other variables. */
  POSTERN_SERVER_HOST: z.string().default(LOOPBACK),
  POSTERN_SERVER_PORT: port.default('8080'),
  POSTERN_SERVER_PROXIES: proxiesSchema.optional(),
  POSTERN_SERVER_CONNECTIONS: wholeNumber(256, 9_999).default(DEFAULT_CONNECTIONS.total),
  POSTERN_SERVER_CONNECTIONS_OF_NETWORK: wholeNumber(16, 9_999).default(DEFAULT_CONNECTIONS.network),
  POSTERN_SERVER_TLS_NAMES: tlsNamesSchema.optional(),
  POSTERN_SERVER_TLS_CERTIFICATE_FILE: z.string().min(1).optional(),
  POSTERN_SERVER_TLS_KEY_FILE: z.string().min(1).optional(),
  POSTERN_SERVER_WATCHLIST_SOURCES_FILE: z.string().min(1).refine(describesSources).optional(),
  POSTERN_SERVER_KIOSK_HOST: addressSchema.default(LOOPBACK),
  POSTERN_SERVER_KIOSK_PORT: port.default('8443'),
  POSTERN_SERVER_FLEET_DIR: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_KEY_PROVIDER: z.enum(['file', 'pkcs11', 'tpm']).default('file'),
  POSTERN_SERVER_PKCS11_MODULE: z
    .string()
    .regex(/^\/[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_PKCS11_TOKEN: z.string().min(1).max(32).optional(),
  POSTERN_SERVER_PKCS11_PIN_FILE: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_TPM: z
    .string()
    .refine((text) => tpmPlace(text) !== undefined)
    .optional(),
  POSTERN_SERVER_TPM_OWNER_AUTH_FILE: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_TPM_ROOTS_FILE: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_DATA_DIR: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .default('.data/server'),
  POSTERN_SERVER_LANE_STARTS: z.enum(START_POLICIES).default('off'),
  POSTERN_SERVER_LANE_TPM_ROOTS_FILE: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_METRICS_PORT: port.optional(),
  POSTERN_SERVER_DATABASE_URL: z.string().refine(isPostgresUrl).optional(),
  POSTERN_SERVER_DATABASE_URL_FILE: z.string().min(1).transform(readSecretFile).refine(isPostgresUrl).optional(),
  POSTERN_SERVER_DATABASE_CA: z.string().min(1).transform(readCertificates).optional(),
  POSTERN_SERVER_RELYING_PARTY: z
    .string()
    .max(253)
    .regex(/^(localhost|[a-z0-9-]+(\.[a-z0-9-]+)+)$/)
    .optional(),
  POSTERN_SERVER_PASSWORDS: z.enum(['refused', 'allowed']).default('refused'),
  POSTERN_SERVER_BREACHED_PASSWORDS: z
    .string()
    .min(1)
    .refine(isBreachedFile)
    .transform((path) => resolve(path))
    .optional(),
  POSTERN_SERVER_SESSION_IDLE_MINUTES: wholeNumber(1, 60).default(30),
  POSTERN_SERVER_SESSION_HOURS: wholeNumber(1, 24).default(12),
  POSTERN_SERVER_TEST_REFERRALS_PER_HOUR: z
    .string()
    .regex(/^[0-6]$/)
    .transform(Number)
    .default(1),
  POSTERN_SERVER_SECOND_LOOK_PERCENT: wholeNumber(1, 100).default(10),
  POSTERN_SERVER_CLOSED_REQUESTS_DAYS: wholeNumber(30, 3_660).default(THREE_YEARS_DAYS),
  POSTERN_SERVER_SMTP_URL: z
    .string()
    .refine((text) => MailRelay.parse(text) !== undefined)
    .optional(),
  POSTERN_SERVER_SMTP_URL_FILE: z
    .string()
    .min(1)
    .transform(readSecretFile)
    .refine((text) => MailRelay.parse(text) !== undefined)
    .optional(),
  POSTERN_SERVER_SMTP_FROM: mailAddressSchema.optional(),
  POSTERN_SERVER_ALERT_NETWORKS: networksSchema.optional(),
  POSTERN_SERVER_ALERT_CA: z.string().min(1).transform(readCertificates).optional(),
  POSTERN_SERVER_ALERT_LOG_DAYS: wholeNumber(30, 3_660).default(NINETY_DAYS),
  POSTERN_SERVER_SIEM_URL: z
    .string()
    .max(512)
    .refine((text) => parseTarget(text) !== undefined)
    .optional(),
  POSTERN_SERVER_SIEM_FORMAT: z.enum(EXPORT_FORMATS).optional(),
  POSTERN_SERVER_SIEM_EVENTS: z.enum(['yes', 'no']).optional(),
  POSTERN_SERVER_SIEM_AUTHORIZATION_FILE: z
    .string()
    .min(1)
    .transform(readSecretFile)
    .refine((text) => /^[\x21-\x7e][\x20-\x7e]{0,4095}$/.test(text))
    .optional(),
  POSTERN_SERVER_TRADERS_PORT: port.optional(),
  POSTERN_SERVER_TRADERS_HOST: addressSchema.default(LOOPBACK),
  POSTERN_SERVER_TRADERS_ORIGIN: portalOrigin.optional(),
  POSTERN_SERVER_TRADERS_FRONT: z
    .string()
    .regex(/^\/[^\0]{1,106}$/)
    .optional(),
  POSTERN_SERVER_OFFICE_KEYS_FILE: z.string().min(1).transform(readOffices).optional(),
  POSTERN_SERVER_IMPOSTOR_TESTS_FILE: z.string().min(1).optional(),
  POSTERN_SERVER_SIGNER_KEYS: z
    .string()
    .regex(/^[0-9a-f]{64}(,[0-9a-f]{64})+$/)
    .transform((text) => text.split(','))
    .refine((keys) => new Set(keys).size === keys.length)
    .optional(),
  POSTERN_SERVER_JURISDICTION: z.enum(JURISDICTIONS).default('EU'),
  POSTERN_SERVER_RISK_MODEL_FILE: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_TRAVELLER_QUESTIONS_FILE: z.string().min(1).transform(readQuestions).optional(),
  POSTERN_SERVER_PARTNERS_PORT: port.optional(),
  POSTERN_SERVER_PARTNER_PORTAL_PORT: port.optional(),
  POSTERN_SERVER_PARTNER_PORTAL_HOST: addressSchema.default(LOOPBACK),
  POSTERN_SERVER_PARTNER_PORTAL_ORIGIN: portalOrigin.optional(),
  POSTERN_SERVER_PARTNERS_HOST: addressSchema.default(LOOPBACK),
  POSTERN_SERVER_CONTROLLER: oneLine.optional(),
  POSTERN_SERVER_PRIVACY_CONTACT: oneLine.optional(),
  POSTERN_SERVER_LEGAL_FRAMEWORKS: z
    .string()
    .transform((text) => text.split(','))
    .pipe(z.array(z.enum(FRAMEWORK_IDS)).refine((ids) => new Set(ids).size === ids.length))
    .optional(),
  POSTERN_SERVER_LEDGER_ORIGIN: z.string().max(255).refine(isKeyName).default('localhost/postern'),
  POSTERN_SERVER_LEDGER_RATCHET_DIR: z
    .string()
    .regex(/^[^\0]{1,1024}$/)
    .optional(),
  POSTERN_SERVER_LEDGER_POLICY: z.string().min(1).transform(readPolicy).optional(),
});

export type Environment = z.infer<typeof environmentSchema>;

function isPostgresUrl(text: string): boolean {
  return PostgresAddress.parse(text) !== undefined;
}

function readSecretFile(path: string, context: z.RefinementCtx): string {
  try {
    if (!isFileExposed(path)) return readFileSync(path, 'utf8').trim();
  } catch {
    // Reported below with the same text.
  }
  context.addIssue({ code: 'custom', message: 'must be readable, and by its owner only' });
  return z.NEVER;
}

function readCertificates(path: string, context: z.RefinementCtx): string {
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch {
    // Reported below with the same text.
  }
  context.addIssue({ code: 'custom', message: 'holds no certificates' });
  return z.NEVER;
}

function readPolicy(path: string, context: z.RefinementCtx): Policy {
  try {
    return parsePolicy(readFileSync(path, 'utf8'));
  } catch {
    context.addIssue({ code: 'custom', message: 'is not a policy' });
    return z.NEVER;
  }
}

function describesSources(file: string): boolean {
  try {
    return readSources(file).size > 0;
  } catch {
    return false;
  }
}

/** The front verifies its signatures. */
function readQuestions(path: string, context: z.RefinementCtx): DeclarationRules {
  try {
    return declarationRulesSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    context.addIssue({ code: 'custom', message: 'holds no rules of a customs declaration' });
    return z.NEVER;
  }
}

function readOffices(path: string, context: z.RefinementCtx): SignedDocument {
  try {
    const signed = readSignedDocument(JSON.parse(readFileSync(path, 'utf8')));
    if (signed?.kind === 'office-keys') return signed;
  } catch {
    // Reported below with the same text.
  }
  context.addIssue({ code: 'custom', message: 'holds no signed list of offices' });
  return z.NEVER;
}
