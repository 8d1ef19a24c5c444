import type { AlertDesk } from '../../oversight/alerts/alert-routes.ts';
import type { AlarmBook } from '../../records/alarms/alarm-book.ts';
import { watchAttempts } from '../../intake/attempts/erase-attempts.ts';
import { watchQueryCounts } from '../../intake/blind-queries/erase-counts.ts';
import { watchMeasures } from '../../oversight/compliance/actions/action-routes.ts';
import { watchBreaches } from '../../oversight/compliance/breaches/watch-breaches.ts';
import { watchFrameworks } from '../../oversight/compliance/frameworks/legal-check.ts';
import { openEngine } from '../../oversight/detection/engine/open-engine.ts';
import { watchCases } from '../../oversight/detection/keep-cases.ts';
import { proposeResponse } from '../../oversight/detection/responses/propose-response.ts';
import { watchResponses } from '../../oversight/detection/responses/watch-responses.ts';
import { watchFindings } from '../../oversight/detection/watch-findings.ts';
import { watchDetection } from '../../oversight/detection/watch-detection.ts';
import { startShipping } from '../../oversight/detection/shipping/shipper.ts';
import { watchShipping } from '../../oversight/detection/shipping/watch-shipping.ts';
import type { Events } from '../../platform/base/events.ts';
import { watchConditions } from '../../border/conditions/watch-conditions.ts';
import { watchEmergencies } from '../../border/emergencies/watch-emergencies.ts';
import { FigureCounter } from '../../border/figures/count-figures.ts';
import type { WitnessState } from '../../records/ledger/publish/publisher.ts';
import type { LedgerReport } from '../../records/ledger/server-ledger.ts';
import { ObservedCounter } from '../../oversight/observatory/records/count-observed.ts';
import { publishReports } from '../../oversight/observatory/publication/publish-reports.ts';
import { watchDeclarations } from '../../goods/declarations/keep-declarations.ts';
import { watchRetention } from '../../privacy/held/retention-watch.ts';
import { watchRequests } from '../../privacy/requests/request-retention.ts';
import { watchReadinessRetention } from '../../border/readiness/readiness-retention.ts';
import { startTests, systemChance } from '../../border/referrals/seed-tests.ts';
import { watchTraining } from '../../people/training/watch-training.ts';
import { watchLists } from '../../sharing/lists/keep-lists.ts';
import type { ListDesk } from '../../sharing/lists/list-desk.ts';
import { withdrawnLists } from '../../sharing/lists/tables/withdrawal-table.ts';
import { watchAdoptions } from '../../oversight/setup/adoption-kind.ts';
import { watchSharing } from '../../sharing/watch-sharing.ts';
import { watchSecondLooks } from '../../border/second-looks/watch-second-looks.ts';
import type { People } from '../../people/people/people.ts';
import { keepRenewed } from '../../lanes/releases/keep-renewed.ts';
import { repositoryIn } from '../../lanes/releases/repository.ts';
import { followRollOuts, openGates } from '../../border/roll-outs/follow-roll-outs.ts';
import { watchUntaken } from '../../border/roll-outs/watch-untaken.ts';
import { releasesFolder } from '../config/config.ts';
import type { Foundation } from './foundation.ts';
import type { Node } from './open-node.ts';
import type { Desks } from './open-desks.ts';
import type { Services } from './open-services.ts';
import { startAlerts } from './open-alerts.ts';
import type { Storage } from './open-storage.ts';
import type { Readiness } from './readiness.ts';
import { watchReadiness } from './watch-readiness.ts';

interface WorkParts {
  readonly alerts: AlertDesk;
  readonly readiness: () => Promise<Readiness>;
  readonly people: Pick<People, 'endings' | 'sealer'>;
  readonly lists: ListDesk;
}

/** Starts the work that no request triggers. */
export function startWork(
  { config, events, opened }: Foundation,
  { keys }: Node,
  { ledger }: Storage,
  { context }: Services,
  { referrals, rollout, training }: Desks,
  { alerts, readiness, people, lists }: WorkParts,
): void {
  // Looks first, at once: at the first start it notes from which alarm on alerts are sent
  for (const stop of startAlerts(context, alerts)) opened.push(stop);
  ledger.start((report) => raiseFor(context.alarms, events, report));
  opened.push(watchAdoptions(context));
  opened.push(watchRetention(context));
  opened.push(watchDeclarations(context));
  opened.push(watchRequests(context, config.closedRequestsDays));
  opened.push(watchReadinessRetention(context));
  const releases = repositoryIn(releasesFolder(config));
  opened.push(
    keepRenewed(releases.folder, {
      keys,
      context,
      gates: (repository) => openGates(context, repository),
      withdrawn: () => withdrawnLists(context.knex),
    }),
  );
  opened.push(followRollOuts(context, releases));
  opened.push(watchUntaken(context, releases));
  opened.push(watchAttempts(context));
  opened.push(watchQueryCounts(context));
  rollout.start();
  opened.push(() => rollout.stop());
  opened.push(watchEmergencies(context));
  opened.push(watchSecondLooks(context));
  opened.push(new FigureCounter(context).start());
  opened.push(new ObservedCounter(context).start());
  opened.push(publishReports(context, config.impostorTests));
  opened.push(watchConditions(context));
  const { passwords } = config.people;
  opened.push(
    watchDetection(context, openEngine, (transaction, finding, place) =>
      proposeResponse(transaction, finding, place, passwords),
    ),
  );
  opened.push(watchResponses({ ...context, passwords, endings: people.endings }));
  opened.push(watchFindings(context));
  opened.push(watchCases(context));
  opened.push(watchShipping(context, config.shipping !== undefined));
  if (config.shipping !== undefined) {
    const { server, chance } = alerts;
    opened.push(startShipping({ ...context, config: config.shipping, server, chance }));
  }
  opened.push(watchSharing({ context, noiseKey: people.sealer.key('sharing-noise') }, context));
  opened.push(watchLists(lists, context));
  opened.push(watchBreaches(context));
  opened.push(watchMeasures(context));
  opened.push(watchTraining({ ...context, courses: training.courses, sealer: training.sealer, passwords }));
  const answerable = config.answerable ?? { controller: null, contact: null };
  opened.push(watchFrameworks(context, { answerable, frameworks: config.legalFrameworks ?? [] }));
  opened.push(watchReadiness(context, readiness));
  opened.push(startTests(referrals, config.testReferralsPerHour, systemChance));
}

/** As the ledger takes it: `witness/it-answered-404/NAME/none`. */
function aboutWitness({ witness, reason = '' }: WitnessState): string {
  const words = reason.replace(/^.*: /, '').toLowerCase();
  const part = (text: string, others: RegExp, longest: number) => text.replaceAll(others, '-').slice(0, longest);
  return `witness/${part(words, /[^a-z0-9_]+/g, 48)}/${part(witness, /[^A-Za-z0-9_.:]+/g, 80)}/none`;
}

function raiseFor(alarms: AlarmBook, events: Events, report: LedgerReport): void {
  const noKiosk = { kioskId: null, fromSequence: null, toSequence: null };
  if (report.kind === 'witness-state') {
    events.emit({ event: 'witness', witness: report.witness, reason: report.reason ?? null });
    return;
  }
  if (report.kind === 'witness-trouble') {
    const [first] = report.failing;
    alarms.raise({ kind: report.trouble, ...noKiosk, ...(first !== undefined && { about: aboutWitness(first) }) });
    return;
  }
  const { code, kind, index, row } = report.difference;
  const difference = { code, kind, index, row: row ?? null };
  if (report.kind === 'displaced-difference') {
    events.emit({ event: 'differed-while-displaced', ...difference });
    return;
  }
  events.emit({ event: 'tables-differ', ...difference });
  const place = row === undefined ? [index].filter((one) => one !== null) : [row, index ?? 'none'];
  const about = [code, kind, ...place].join('/');
  alarms.raise({ kind: 'tables-differ', ...noKiosk, about });
}
