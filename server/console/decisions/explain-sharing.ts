/** Pure: explains proposals about agreements with partner agencies to their approver. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { decodeBase64Url } from '../../contract/base64url.ts';
import { canonicalDigest } from '../../contract/canonical-digest.ts';
import type { AgreementBefore, AgreementChange } from '../../sharing/agreement/agreement-kind.ts';
import type { AgreedDataset, Agreement } from '../../sharing/agreement/agreement.ts';
import type { Party } from '../../sharing/agreement/party.ts';
import type { PartyChange } from '../../sharing/agreement/party-kind.ts';
import { plural, t } from '../languages/text.ts';
import {
  BUDGET_PERIOD_WORDS,
  DATASET_WORDS,
  datasetFacts,
  listWords,
  STOP_REASON_WORDS,
} from '../words-of-agreements.ts';
import { differenceWords } from '../words-of-differences.ts';
import type { Explained, Line } from './explained.ts';

export function explainAgreement(change: AgreementChange, before: AgreementBefore | null): Explained {
  if (change.change === 'enter') return explainEntered(change, before);
  const what = { id: change.id, version: change.version };
  switch (change.change) {
    case 'sign':
      return {
        says: t('Signatures are added to the agreement {id}, version {version}.', what),
        lines: [[t('Keys of the signatures'), change.signatures.map(({ publicKey }) => publicKey).join(', ')]],
      };
    case 'resume':
      return { says: t('The agreement {id}, version {version}, is in force again.', what), lines: [] };
    case 'pause':
    case 'end':
      return {
        says:
          change.change === 'pause'
            ? t('The agreement {id}, version {version}, is paused: no file can be fetched.', what)
            : t('The agreement {id}, version {version}, ends.', what),
        lines: [
          [t('Reason'), STOP_REASON_WORDS[change.reason]],
          ...(change.change === 'end' && change.reason === 'replaced'
            ? []
            : [[t('Versions ## of a decision'), t('this one and those signed after it')] as const]),
        ],
      };
  }
}

type Entered = Extract<AgreementChange, { readonly change: 'enter' }>;

function explainEntered({ agreement, signatures }: Entered, before: AgreementBefore | null): Explained {
  const { id, version, parties } = agreement;
  return {
    says: t('The agreement {id}, version {version}, with {party} is entered.', {
      id,
      version,
      party: parties.recipient.party,
    }),
    lines: [
      ...(before === null ? [] : before.differences.map((one, at): Line => [difference(at), differenceWords(one)])),
      ...termsOf(agreement),
      [t('Digest of this version'), canonicalDigest(agreement)],
      [t('Signatures'), String(signatures.length)],
    ],
  };
}

/** Lines have names of their own. */
function difference(at: number): string {
  return t('Difference {number}', { number: at + 1 });
}

function termsOf(agreement: Agreement): Line[] {
  const {
    purpose,
    legalBasis,
    datasets,
    lists = [],
    retention,
    receiptDays,
    recipients,
    onwardTransfer,
    rate,
  } = agreement;
  const { privacyBudget, from, until, parties } = agreement;
  return [
    [t('Purpose ## clause of an agreement'), `${purpose.statement} (${purpose.term})`],
    [t('Legal basis'), `${legalBasis.instrument} (${legalBasis.term})`],
    ...datasets.map((dataset): Line => [DATASET_WORDS[dataset.dataset], datasetText(dataset)]),
    ...lists.flatMap((one): Line[] => [
      [t('List of the partner: {list}', { list: one.list }), listWords(one)],
      [t('Key of the owner of {list}', { list: one.list }), one.signingKey],
      ...(one.tags.variant === 'blind'
        ? [[t('Key of the blind list {list}', { list: one.list }), one.tags.publicKey] satisfies Line]
        : []),
      ...(one.purpose === undefined
        ? []
        : [
            [
              t('Purpose of {list}', { list: one.list }),
              `${one.purpose.statement} (${one.purpose.term})`,
            ] satisfies Line,
          ]),
    ]),
    [t('Kept by the partner'), plural(retention.days, '{count} day', '{count} days')],
    [t('Receipt within'), plural(receiptDays, '{count} day', '{count} days')],
    [t('Recipients ## clause of an agreement'), recipients.join(', ')],
    [
      t('Onward transfer'),
      onwardTransfer.kind === 'none' ? t('None ## onward transfer') : onwardTransfer.to.join(', '),
    ],
    [
      t('Quotas'),
      t('{deliveries} deliveries a day, {requests} requests an hour, {bytes} bytes a day', {
        deliveries: rate.deliveriesPerDay,
        requests: rate.requestsPerHour,
        bytes: rate.bytesPerDay,
      }),
    ],
    [
      t('Privacy budget'),
      privacyBudget === null
        ? t('none')
        : t('ε {epsilon}, {period}', {
            epsilon: privacyBudget.epsilonThousandths / 1_000,
            period: BUDGET_PERIOD_WORDS[privacyBudget.period],
          }),
    ],
    [t('First day'), from],
    [t('Last day'), until],
    [t('Record of this agency'), parties.provider.record],
    [t('Record of the partner'), parties.recipient.record],
  ];
}

/** With the keys, which the approver compares. */
function datasetText(dataset: AgreedDataset): string {
  return [...datasetFacts(dataset), ...keysOf(dataset)].join(' ');
}

function keysOf(dataset: AgreedDataset): readonly string[] {
  switch (dataset.dataset) {
    case 'documents':
      return [
        t('Key of the pseudonyms: {key}.', { key: dataset.pseudonym.keyCheck }),
        t('Sealed to the key {key}.', { key: dataset.pseudonym.sealTo }),
      ];
    case 'listed-documents':
      return [t('Key of the list: {key}.', { key: dataset.list.publicKey })];
    default:
      return [];
  }
}

export function explainParty(change: PartyChange, before: Party | null): Explained {
  if (change.change === 'end')
    return { says: t('The record of the organisation {id} ends. Its agreements pause.', { id: change.id }), lines: [] };
  const { party } = change;
  // Once it is approved, the record in use is the proposed one
  const replaced = before === null || JSON.stringify(before) === JSON.stringify(party) ? null : before;
  return {
    says:
      replaced === null
        ? t('The organisation {id} is entered.', { id: party.id })
        : t(
            'A new record of {id} replaces the one before. Its agreements pause until a new version names the record.',
            {
              id: party.id,
            },
          ),
    lines: partyLines(party).map(([name, text]): Line => {
      const old = replaced === null ? undefined : partyLines(replaced).find(([other]) => other === name)?.[1];
      return old === undefined ? [name, text] : [name, text, old];
    }),
  };
}

function partyLines(party: Party): Line[] {
  return [
    [t('Name'), party.name],
    [t('Role ## of an organisation'), party.role === 'own' ? t('This agency') : t('Partner')],
    [t('Country'), party.country],
    [t('Digest of the record'), canonicalDigest(party)],
    [t('Keys of people who sign'), party.signers.join(', ')],
    ...(party.role === 'own'
      ? []
      : [
          [t('Contact'), party.contact] satisfies Line,
          [t('SHA-256 of the key to which deliveries are sealed'), keyDigest(party.encryptionKey)] satisfies Line,
          [t('Key of the program'), party.signingKey] satisfies Line,
        ]),
  ];
}

/** The key itself has 1,216 bytes, which no person can compare. */
function keyDigest(key: string): string {
  const bytes = decodeBase64Url(key);
  return bytes === undefined ? '' : bytesToHex(sha256(bytes));
}
