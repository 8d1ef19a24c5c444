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
  'records/acts/refusal-book': 'acts, and refusals counted at once',
  'oversight/alerts/channels': 'channels, routes, and messages that wait',
  'oversight/alerts/log-retention': 'messages that are erased',
  'oversight/alerts/silences': 'silences',
  'main/app/watch-readiness': 'alarms that are raised and end',
  'intake/attempts/receive-attempt': 'attempts counted at once',
  'lanes/attestation/software-kind': 'approved software',
  'intake/blind-queries/relay-query': 'queries counted at once',
  'oversight/compliance/actions/action-kind': 'legal measures',
  'oversight/compliance/breaches/watch-breaches': 'breaches and notices',
  'lanes/components/components': 'findings about components, and exceptions',
  'goods/declarations/control-results': 'counts of controls',
  'goods/declarations/controls': 'controls',
  'goods/declarations/drafts': 'drafts',
  'goods/declarations/holds': 'declarations on hold',
  'goods/declarations/mandates': 'mandates',
  'goods/declarations/own-keys': "keys that traders' people add",
  'goods/declarations/passages/answer-lane': 'declarations that a lane asks for',
  'goods/declarations/portal': 'sessions and passkeys of a portal',
  'goods/declarations/selection-rules': 'sets of rules',
  'goods/declarations/traders': 'declarations and keys of programs',
  'goods/declarations/viewings': 'viewings',
  'oversight/detection/detection-routes': 'findings and cases',
  'oversight/detection/exceptions/exceptions': 'exceptions',
  'oversight/detection/responses/responses': 'policies and responses',
  'oversight/detection/shipping/shipper': 'events by page',
  'oversight/detection/watch-detection': 'the state of the detector',
  'people/duties/duty-routes': 'duties that two people decide',
  'lanes/feed/feed': 'outcomes by page',
  'lanes/fleet/enrol-by-code': 'certificates and codes of lanes',
  'intake/ingest/receive-group-counts': 'counts of groups',
  'intake/ingest/receive-lane-releases': 'releases of lanes',
  'intake/ingest/receive-report': 'chains of reports',
  'intake/ingest/receive-status': 'states of lanes',
  'intake/ingest/viewing-alarm': 'viewings at lanes',
  'people/key-successions/succession': 'successions of keys',
  'records/kiosks/receipt-routes': 'receipts',
  'records/kiosks/shadow-counts': 'counts of shadow passages',
  'intake/lane-statements/proved-start': 'quotes and attestation keys',
  'records/ledger/tile-routes': 'what witnesses signed',
  'oversight/observatory/publication/false-matches': 'published rates of errors',
  'lanes/orders/delivery': 'orders, and manual openings',
  'people/people/two-people': 'recoveries and proposals of accounts',
  'lanes/policy-trials/trial-routes': 'trials over reports',
  'privacy/office-routes': 'retention and holds',
  'privacy/privacy-routes': 'requests of travellers, and erasures',
  'privacy/requests/request-retention': 'requests that are erased',
  'privacy/signed/signed-documents': 'signed documents',
  'records/proposals/proposals': 'proposals that two people decide at once',
  'border/readiness/approval': 'approvals of checks',
  'border/readiness/readiness-records': 'records of checks',
  'border/referrals/operation-routes': 'referrals and watches',
  'border/referrals/referral-routes': 'referrals and handovers',
  'lanes/releases/record-publications': 'publications of releases',
  'border/roll-outs/follow-roll-outs': 'roll-outs and measurements',
  'border/second-looks/second-looks': 'second looks',
  'oversight/setup/setup-routes': 'first steps, and backups',
  'sharing/agreement/agreements': 'agreements and parties',
  'sharing/audits/audits': 'audits',
  'sharing/deliveries/deletions': 'deletions',
  'sharing/deliveries/deliveries': 'deliveries and budgets',
  'sharing/list-counts': 'counts of listed documents',
  'sharing/lists/lists': 'lists, files and withdrawals',
  'sharing/partners/partner-api': 'calls of partners',
  'sharing/portal/portal': 'people of partners',
  'sharing/seeds/seeds': 'seeds',
  'records/sites/change-places': 'sites and lanes',
  'people/training/drills': 'drills',
  'people/training/exams': 'exams',
  'people/training/gated-duties': 'policies of training',
  'border/watchlist/look-up': 'looked-up entries',
};

/** The server's tests that run on both engines: a part of `testsWithDatabase`. Paths from `root` without the file's ending. */
export function testsOnPostgres(root: string, ending: '.js' | '.ts'): string[] {
  const flows = new Set(Object.keys(FLOWS).map((flow) => `test/server/${flow}.test`));
  return testsWithDatabase(root, ending).filter(
    (test) => flows.has(test) || NAMES_ENGINES.test(readFileSync(join(root, `${test}${ending}`), 'utf8')),
  );
}
