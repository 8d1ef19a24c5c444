/** An invented partner agency with an agreement and a person, for development. Production rejects the person and their sessions. */
import { randomBytes } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_kem768_x25519 } from '@noble/post-quantum/hybrid.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodeBase64Url } from '../../contract/base64url.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import { signingInput } from '../../contract/signing.ts';
import { watchlistIdSchema } from '../../contract/watchlist.ts';
import type { Transaction } from '../../platform/database/connection.ts';
import { deviceLabel } from '../../people/people/device-label.ts';
import {
  type PortalAnswer,
  type PortalClient,
  type PortalPeopleParts,
  refused,
} from '../../people/portals/portal-parts.ts';
import { LET_IN_BY } from '../../people/portals/portal-person.ts';
import { draftList } from '../agreement/draft-agreement.ts';
import type { Agreement } from '../agreement/agreement.ts';
import { type Partner, type Party, partyDigest } from '../agreement/party.ts';
import type { AgreementSignature } from '../agreement/signatures.ts';
import { insertAgreement, versionsOf } from '../agreement/tables/agreement-table.ts';
import { findParty, insertParty, listParties } from '../agreement/tables/party-table.ts';
import { PARTNER_ROLES } from './vocabulary.ts';
import { findPartnerPerson, insertPartnerPerson, type StoredPartnerPerson } from './people-table.ts';

const PARTY = 'development-statistics';
const AGREEMENT = 'development-crossings';
const DAY_MS = 86_400_000;
/** The agreement began so long ago that deliveries of some weeks are due at once. */
const BEGAN_DAYS_AGO = 60;

/** Signs in without proof. Refused outside development mode, as if there were no such route. */
export async function signInInventedPartner(
  { context, people, portal, sessions, commit }: PortalPeopleParts<StoredPartnerPerson>,
  { userAgent, remoteAddress }: PortalClient,
  before: string,
): Promise<PortalAnswer> {
  if (people.config.mode !== 'development') return refused('not-found');
  const id = people.sealer.digest('development-passkey', `partner ${PARTY}`);
  const token = await commit(async (transaction) => {
    const at = Math.round(context.clock.wallMs());
    await haveAgreement(transaction, at);
    const person = await havePerson(transaction, id, at);
    await portal.used(transaction, { what: 'signed-in', person, remoteAddress, at });
    await sessions.endBefore(transaction, before);
    return sessions.begin(transaction, id, deviceLabel(userAgent));
  });
  return { kind: 'done', token };
}

/** An invented person has no invitation: the code has been used up. */
async function havePerson(transaction: Transaction, id: string, at: number): Promise<StoredPartnerPerson> {
  const known = await findPartnerPerson(transaction, id);
  if (known !== undefined) return known;
  const person: StoredPartnerPerson = {
    id,
    party: PARTY,
    name: 'Statistician',
    roles: PARTNER_ROLES,
    userHandle: randomBytes(32).toString('base64url'),
    codeUntil: at,
    proposedBy: LET_IN_BY,
    approvedBy: LET_IN_BY,
    madeAt: at,
    enrolledAt: at,
    endedAt: null,
  };
  await insertPartnerPerson(transaction, person);
  return person;
}

/** Both parties with new keys, and an agreement that both have signed. No one keeps the private keys: no program opens what is delivered. */
async function haveAgreement(transaction: Transaction, at: number): Promise<void> {
  if ((await findParty(transaction, PARTY)) !== undefined) return;
  if ((await versionsOf(transaction, AGREEMENT)).length > 0) return;
  const by = { proposedBy: LET_IN_BY, approvedBy: LET_IN_BY, enteredAt: at };
  const keys = [0, 1, 2, 3, 4].map(() => ed25519.keygen());
  const signersOf = (from: number) => keys.slice(from, from + 2).map(({ publicKey }) => bytesToHex(publicKey));
  const present = (await listParties(transaction)).find(
    ({ party, endedAt }) => party.role === 'own' && endedAt === null,
  );
  // Without the private keys of the agency's own record there is no agreement to sign: the invented partner has none
  const own: Party | undefined =
    present === undefined
      ? {
          role: 'own',
          id: 'development-agency',
          name: 'Border agency of Utopia',
          country: 'UT',
          signers: signersOf(0),
        }
      : undefined;
  const partner: Partner = {
    role: 'partner',
    id: PARTY,
    name: 'Statistics office of Utopia',
    country: 'UT',
    signers: signersOf(2),
    contact: 'data@statistics.example',
    encryptionKey: encodeBase64Url(ml_kem768_x25519.keygen().publicKey),
    signingKey: bytesToHex(keys[4]?.publicKey ?? new Uint8Array()),
  };
  await insertParty(transaction, { party: partner, ...by });
  if (own === undefined) return;
  await insertParty(transaction, { party: own, ...by });
  const agreement = inventedAgreement(own, partner, at, bytesToHex(ed25519.keygen().publicKey));
  const signatures = keys.slice(0, 4).map(({ secretKey, publicKey }, index): AgreementSignature => {
    const input = signingInput('sharing-agreement', canonicalJson(agreement));
    const signature = encodeBase64Url(ed25519.sign(input, secretKey));
    return { side: index < 2 ? 'provider' : 'recipient', publicKey: bytesToHex(publicKey), signature };
  });
  await insertAgreement(transaction, { agreement, signatures, ...by, signedAt: at });
}

function inventedAgreement(own: Party, partner: Partner, at: number, listKey: string): Agreement {
  const day = (days: number) => new Date(at + days * DAY_MS).toISOString().slice(0, 10);
  return {
    form: 1,
    id: AGREEMENT,
    version: 1,
    parties: {
      provider: { party: own.id, record: partyDigest(own) },
      recipient: { party: partner.id, record: partyDigest(partner) },
    },
    purpose: { term: 'dpv:ProvideOfficialStatistics', statement: 'Weekly statistics of travel' },
    legalBasis: { term: 'dpv:LegalObligation', instrument: 'Statistics Act of Utopia, section 4' },
    lists: [draftList({ list: watchlistIdSchema.parse('stolen'), signingKey: listKey })],
    datasets: [
      {
        dataset: 'crossings',
        fields: [{ field: 'outcome', values: ['cleared', 'referred'] }],
        granularity: 'week',
        smallestCell: 10,
        delayDays: 1,
        protection: { kind: 'suppression' },
        pseudonym: { kind: 'none' },
      },
    ],
    retention: { days: 400 },
    receiptDays: 30,
    recipients: ['Unit for travel statistics'],
    onwardTransfer: { kind: 'none' },
    rate: { deliveriesPerDay: 10, requestsPerHour: 600, bytesPerDay: 67_108_864 },
    privacyBudget: null,
    from: day(-BEGAN_DAYS_AGO),
    until: day(365),
  };
}
