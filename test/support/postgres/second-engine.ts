/**
 * Finds the tests that run once more, on PostgreSQL. The code above the tables makes the same calls on each engine, so it runs on one; the
 * second engine runs the tests that name `engines.ts` themselves (database, write queue, log, tables), and one flow of each kind through the
 * tables of the other rooms. `house/engines.test.ts` proves that no file with statements is left out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testsWithDatabase } from './with-database.ts';

const NAMES_ENGINES = /from '[./]+\/fixtures\/engines\.[jt]s'/;

/** Below `test/server/`, without the ending, with the tables that they use. */
export const FLOWS: Readonly<Record<string, string>> = {
  'acts/refusal-book': 'acts, and refusals counted at once',
  'alerts/channels': 'channels, routes, and messages that wait',
  'alerts/log-retention': 'messages that are erased',
  'alerts/silences': 'silences',
  'app/watch-readiness': 'alarms that are raised and end',
  'attempts/receive-attempt': 'attempts counted at once',
  'attestation/software-kind': 'approved software',
  'blind-queries/relay-query': 'queries counted at once',
  'compliance/actions/action-kind': 'legal measures',
  'compliance/breaches/watch-breaches': 'breaches and notices',
  'components/components': 'findings about components, and exceptions',
  'declarations/control-results': 'counts of controls',
  'declarations/controls': 'controls',
  'declarations/drafts': 'drafts',
  'declarations/holds': 'declarations on hold',
  'declarations/mandates': 'mandates',
  'declarations/own-keys': "keys that traders' people add",
  'declarations/passages/answer-lane': 'declarations that a lane asks for',
  'declarations/portal': 'sessions and passkeys of a portal',
  'declarations/selection-rules': 'sets of rules',
  'declarations/traders': 'declarations and keys of programs',
  'declarations/viewings': 'viewings',
  'degradations/degradations': 'degradations of lanes',
  'detection/detection-routes': 'findings and cases',
  'detection/exceptions/exceptions': 'exceptions',
  'detection/responses/responses': 'policies and responses',
  'detection/shipping/shipper': 'events by page',
  'detection/watch-detection': 'the state of the detector',
  'duties/duty-routes': 'duties that two people decide',
  'feed/feed': 'outcomes by page',
  'fleet/enrol-by-code': 'certificates and codes of lanes',
  'ingest/receive-group-counts': 'counts of groups',
  'ingest/receive-lane-releases': 'releases of lanes',
  'ingest/receive-report': 'chains of reports',
  'ingest/receive-status': 'states of lanes',
  'ingest/viewing-alarm': 'viewings at lanes',
  'key-successions/succession': 'successions of keys',
  'kiosks/receipt-routes': 'receipts',
  'kiosks/shadow-counts': 'counts of shadow passages',
  'lane-statements/proved-start': 'quotes and attestation keys',
  'ledger/tile-routes': 'what witnesses signed',
  'observatory/publication/false-matches': 'published rates of errors',
  'orders/delivery': 'orders, and manual openings',
  'people/two-people': 'recoveries and proposals of accounts',
  'policy-trials/trial-routes': 'trials over reports',
  'privacy/office-routes': 'retention and holds',
  'privacy/privacy-routes': 'requests of travellers, and erasures',
  'privacy/requests/request-retention': 'requests that are erased',
  'privacy/signed/signed-documents': 'signed documents',
  'proposals/proposals': 'proposals that two people decide at once',
  'readiness/approval': 'approvals of checks',
  'readiness/readiness-records': 'records of checks',
  'referrals/operation-routes': 'referrals and watches',
  'referrals/referral-routes': 'referrals and handovers',
  'releases/record-publications': 'publications of releases',
  'roll-outs/follow-roll-outs': 'roll-outs and measurements',
  'second-looks/second-looks': 'second looks',
  'setup/setup-routes': 'first steps, and backups',
  'sharing/agreement/agreements': 'agreements and parties',
  'sharing/audits/audits': 'audits',
  'sharing/deliveries/deletions': 'deletions',
  'sharing/deliveries/deliveries': 'deliveries and budgets',
  'sharing/list-counts': 'counts of listed documents',
  'sharing/lists/lists': 'lists, files and withdrawals',
  'sharing/partners/partner-api': 'calls of partners',
  'sharing/portal/portal': 'people of partners',
  'sharing/seeds/seeds': 'seeds',
  'sites/change-places': 'sites and lanes',
  'training/drills': 'drills',
  'training/exams': 'exams',
  'training/gated-duties': 'policies of training',
  'watchlist/look-up': 'looked-up entries',
};

/** The server's tests that run on both engines: a part of `testsWithDatabase`. Paths from `root` without the file's ending. */
export function testsOnPostgres(root: string, ending: '.js' | '.ts'): string[] {
  const flows = new Set(Object.keys(FLOWS).map((flow) => `test/server/${flow}.test`));
  return testsWithDatabase(root, ending).filter(
    (test) => flows.has(test) || NAMES_ENGINES.test(readFileSync(join(root, `${test}${ending}`), 'utf8')),
  );
}
