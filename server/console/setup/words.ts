/** The checklist in words: each part, why it matters, where it is done, and what the records show. Complete by type. */
import type { SetupFact, SetupItemView } from '../../oversight/setup/answers.ts';
import type { SetupItem, StatementReason } from '../../oversight/setup/vocabulary.ts';
import { dateAndTime } from '../design/times.ts';
import { plural, t, translated } from '../languages/text.ts';
import { hashOf } from '../shell/route.ts';
import { ROLE_WORDS } from '../words.ts';

type Words<Key extends string> = { readonly [Word in Key]: string };

export const ITEM_TITLES: Words<SetupItem> = translated({
  'second-administrator': 'A second administrator',
  sites: 'Sites and lanes',
  roles: 'People for each role',
  'retention-policy': 'Retention policy',
  'decision-policy': 'Decision policy',
  notice: 'Notice for travellers',
  record: 'Database and ledger',
  witnesses: 'Witnesses of the ledger',
  backup: 'Backup',
  alerts: 'Alerts outside the console',
});

export const ITEM_REASONS: Words<SetupItem> = translated({
  'second-administrator':
    'Duties and recoveries take two administrators. With one alone nothing can be approved, and a lost key locks the server.',
  sites: 'Duties, codes and figures name a site and its lanes. A kiosk without a record cannot be enrolled from here.',
  roles:
    'Each site needs an officer who decides referrals, and two supervisors who confirm each other. Two privacy officers decide about retention together; two security officers judge the findings of detection; an auditor reads the acts.',
  'retention-policy': 'It limits how long lanes keep captures. Without a signed policy lanes use their own limits.',
  'decision-policy': 'Lanes with different policies treat travellers differently.',
  notice: 'Travellers must read what is collected and why. An expired notice stops a lane.',
  record: 'The ledger proves what was done. A database that differs from it was changed without this server.',
  witnesses: 'Witnesses of other agencies make it visible if records are removed or changed afterwards.',
  backup: 'A lost disk must not lose the reports and the ledger.',
  alerts: 'An alarm at night must reach a person who does not look at the console.',
});

export const ITEM_STEPS: Words<SetupItem> = translated({
  'second-administrator':
    'Give each administrator one of the codes that the server printed, while they are valid. If an administrator leaves later, invite another person under People. When they have signed in, propose the duty of an administrator under Decisions: the other administrator approves. While fewer than two can act, each start of the server prints a code for one more.',
  sites: 'Name the site and its lanes under Administration, Sites. Then make a code for each kiosk under Fleet.',
  roles: 'Invite people under People, then propose their duties under Decisions.',
  'retention-policy':
    'Privacy officers do this under Privacy, Retention: one drafts the policy, another approves, two sign. Lanes then adopt it by themselves.',
  'decision-policy':
    'Two people sign it offline and bring it to each lane. Administration, Policies shows what each lane runs.',
  notice: 'Two people sign it offline and bring it to each lane. Administration, Policies shows what each lane shows.',
  record:
    'Keep a copy of the data for the auditor, and restore what the ledger says or a backup. When a full comparison finds no difference, two administrators return the server to service.',
  witnesses:
    'Name the witnesses in the policy of the ledger (POSTERN_SERVER_LEDGER_POLICY) and start the server again. Ledger, Heads shows who has cosigned.',
  backup: 'Run this every day on the server’s machine:',
  alerts:
    'Propose a channel and a route for urgent alarms under Administration, Alerts. Another administrator approves them. Then send a test. A collector can also read the metrics (POSTERN_SERVER_METRICS_PORT).',
});

export const BACKUP_COMMAND = ['npm', 'run', 'backup', '--', 'create', 'FOLDER', '--recipient', 'FILE'].join(' ');

/** The place in the console where a part is done, as a link. Two parts are done at the machine of the server. */
export function linksOf(item: SetupItem): readonly { readonly hash: string; readonly label: string }[] {
  const people = { hash: hashOf('people'), label: t('Go to People') };
  const decisions = { hash: hashOf('decisions'), label: t('Go to Decisions') };
  const policies = { hash: hashOf('administration', 'policies'), label: t('Go to Policies') };
  switch (item) {
    case 'second-administrator':
    case 'roles':
    case 'retention-policy':
      return [people, decisions];
    case 'sites':
      return [
        { hash: hashOf('administration', 'sites'), label: t('Go to Sites') },
        { hash: hashOf('administration', 'fleet'), label: t('Go to Fleet') },
      ];
    case 'decision-policy':
    case 'notice':
      return [policies];
    case 'record':
      return [{ hash: hashOf('ledger'), label: t('Go to the ledger') }, decisions];
    case 'witnesses':
      return [{ hash: hashOf('ledger'), label: t('Go to the ledger') }];
    case 'alerts':
      return [{ hash: hashOf('administration', 'alerts'), label: t('Go to Alerts') }, decisions];
    case 'backup':
      return [];
  }
}

export const REASON_TEXTS: Words<StatementReason> = translated({
  'database-backed-up-by-its-host': 'The host of the database makes the backups',
  'backup-made-on-another-machine': 'Another machine makes the backups with an account that only reads',
  'collector-alerts-by-rules': 'A collector reads the metrics and alerts by the rules of this server',
  'log-watched-by-another-system': 'Another system watches the log and alerts',
  'console-watched-day-and-night': 'A person watches the console day and night',
});

const NAMED = 4;

/** The first names, and how many more there are. */
function some(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  const more = names.length - NAMED;
  return more > 0 ? t('{names} and {count} more', { names: shown, count: more }) : shown;
}

/** A fact of the records, in one sentence. */
export function factWords(fact: SetupFact): string {
  const words = FACT_WORDS[fact.code] as (fact: SetupFact) => string;
  return words(fact);
}

type FactOf<Code> = Extract<SetupFact, { readonly code: Code }>;

const FACT_WORDS: { readonly [Code in SetupFact['code']]: (fact: FactOf<Code>) => string } = {
  administrators: (fact) =>
    fact.able.length === 0
      ? t('No administrator can act.')
      : plural(
          fact.able.length,
          '{count} administrator can act: {names}.',
          '{count} administrators can act: {names}.',
          {
            names: some(fact.able),
          },
        ),
  'administrator-ends': (fact) =>
    t('The duty or training of {person} ends {time}. Renew it under Decisions.', {
      person: fact.person,
      time: dateAndTime(fact.at),
    }),
  'no-site': () => t('No site is named yet.'),
  'sites-unnamed': (fact) => t('Not named by a person yet: {names}.', { names: some(fact.sites) }),
  'sites-without-lanes': (fact) => t('Without lanes: {names}.', { names: some(fact.sites) }),
  'lanes-without-kiosk': (fact) => t('Lanes without a kiosk: {names}.', { names: some(fact.lanes) }),
  'kiosks-silent': (fact) => t('Kiosks that have sent no status for a minute: {names}.', { names: some(fact.lanes) }),
  'sites-complete': (fact) =>
    t('{sites} named, with {lanes} in service.', {
      sites: plural(fact.sites, '{count} site', '{count} sites'),
      lanes: plural(fact.lanes, '{count} lane', '{count} lanes'),
    }),
  'people-missing': (fact) => {
    const values = { role: ROLE_WORDS[fact.role], have: fact.have, need: fact.need };
    return fact.site === null
      ? t('{role}: {have} of {need}.', values)
      : t('{role} at {site}: {have} of {need}.', { ...values, site: fact.site });
  },
  'people-complete': () => t('Each role has its people.'),
  'no-lane': () => t('No lane is enrolled yet.'),
  'lanes-unreported': (fact) =>
    t('Not known yet, because no traveller has used the lane: {names}.', { names: some(fact.lanes) }),
  'lanes-differ': (fact) =>
    t('{count} different versions are in use. Unlike the others: {names}.', {
      count: fact.versions,
      names: some(fact.lanes),
    }),
  'lanes-agree': (fact) =>
    plural(fact.lanes, 'The lane has reported its version.', 'All {count} lanes report the same version.'),
  'no-retention-policy': () => t('No retention policy is agreed on yet.'),
  'retention-unsigned': (fact) =>
    t('Policy {number} has {signatures} of {need} signatures.', {
      number: fact.number,
      signatures: fact.signatures,
      need: fact.need,
    }),
  'retention-pending': (fact) =>
    fact.lanes.length === 0
      ? t('Policy {number} is signed and not in force yet.', { number: fact.number })
      : t('Policy {number} is not adopted yet by: {names}.', { number: fact.number, names: some(fact.lanes) }),
  'retention-adopted': (fact) => t('Every lane has adopted policy {number}.', { number: fact.number }),
  'record-agrees': () => t('The database agrees with the ledger.'),
  'record-differs': (fact) =>
    fact.mayReturn
      ? t('Differences were found, and a full comparison since has found none: {differences}.', {
          differences: some(fact.differences),
        })
      : t('The database differs from the ledger, or is still being compared: {differences}.', {
          differences: fact.differences.length === 0 ? t('none known yet') : some(fact.differences),
        }),
  'rows-adopted': (fact) => {
    const tables = fact.adoptions.flatMap((one) => one.tables);
    return t('Rows of an earlier version, which no check proves: {tables}.', {
      tables: tables.map(({ table, rows }) => `${table} ${rows}`).join(', '),
    });
  },
  'no-witness': () => t('The ledger has no witnesses.'),
  'witnesses-behind': (fact) =>
    plural(
      fact.entries,
      '{count} entry waits for cosignatures, since {time}.',
      '{count} entries wait for cosignatures, since {time}.',
      { time: fact.since === null ? t('an unknown time') : dateAndTime(fact.since) },
    ),
  'witnesses-cosign': (fact) =>
    plural(fact.witnesses, '{count} witness is named and cosigns.', '{count} witnesses are named and cosign.'),
  'no-backup': () => t('No backup is recorded.'),
  'backup-old': (fact) => t('The last recorded backup is of {time}.', { time: dateAndTime(fact.at) }),
  'backup-recent': (fact) => t('The last backup is of {time}.', { time: dateAndTime(fact.at) }),
  'no-alert-route': () => t('No alarm has a route.'),
  'alerts-uncovered': (fact) =>
    plural(fact.kinds, 'One urgent kind of alarm has no route.', '{count} urgent kinds of alarms have no route.'),
  'channels-unproved': (fact) =>
    t('No delivery in the last 30 days, so send a test: {names}.', { names: some(fact.channels) }),
  'channels-failing': (fact) => t('Does not deliver: {names}.', { names: some(fact.channels) }),
  'alerts-delivered': (fact) =>
    plural(
      fact.routes,
      'Urgent alarms have one route; last delivery {time}.',
      'Urgent alarms have {count} routes; last delivery {time}.',
      { time: dateAndTime(fact.at) },
    ),
  'no-collector': () => t('The server has no port for metrics.'),
  'collector-silent': (fact) =>
    fact.at === null
      ? t('No collector has read the metrics since the server was started.')
      : t('No collector has read the metrics since {time}.', { time: dateAndTime(fact.at) }),
  collected: (fact) => t('A collector reads the metrics; last {time}.', { time: dateAndTime(fact.at) }),
};

export const PART_STATE_WORDS: Words<SetupItemView['state']> = translated({
  open: 'To do',
  done: 'Done',
  stated: 'Stated by a person',
});
