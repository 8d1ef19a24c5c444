import { allDevices } from '../../lane/devices/lane-devices.ts';
import type { GroupCounter } from '../../lists/group-counts/group-counter.ts';
import type { LaneStorage } from '../storage/lane-storage.ts';
import { noticeDigest } from '../../rules/notice/notice.ts';
import type { ListCounter } from '../../lists/list-counts/list-counts.ts';
import type { PartnerPseudonyms } from '../../lists/partners/partner-pseudonyms.ts';
import { recover } from './recover.ts';
import { type Delivery, startDelivery } from '../../fleet/uplink/delivery.ts';
import { type FleetAttempts, openFleetAttempts } from '../../fleet/uplink/fleet-attempts.ts';
import type { NewReports } from '../../fleet/uplink/new-reports.ts';
import { createReporter, type Reporter, type ReporterOptions } from '../../fleet/uplink/reporter.ts';
import type { LaneWatchlists } from '../../lists/watchlist/lane-watchlists.ts';
import type { Foundation } from './foundation.ts';
import type { Analyses } from './open-analyses.ts';
import { openGroupCounts } from './open-group-counts.ts';
import type { Hardware } from './open-hardware.ts';
import type { ReleaseChannel } from '../../fleet/releases/release-channel.ts';
import type { Rules } from './open-rules.ts';
import type { ServerSide } from './open-server-side.ts';

export interface Reporting {
  readonly reporter: Reporter;
  readonly delivery: Delivery;
  readonly fleetAttempts: FleetAttempts;
  readonly groups: GroupCounter;
}

export interface ReportingParts {
  readonly rules: Rules;
  readonly hardware: Hardware;
  readonly storage: LaneStorage;
  readonly analyses: Analyses;
  readonly server: ServerSide;
  readonly watchlists: LaneWatchlists;
  readonly partners: PartnerPseudonyms;
  readonly listCounts: ListCounter;
  readonly reports: NewReports;
}

/** Finishes what a power cut interrupted, then delivers reports to the server. */
export async function openReporting(
  foundation: Foundation,
  { rules, hardware, storage, analyses, server, reports }: ReportingParts,
): Promise<Reporting> {
  const { kioskId, mode } = foundation.config;
  const { clock, log, opened } = foundation;
  const { vault, receipts } = storage;
  const { outbox } = storage.journal;
  const reporter = createReporter({
    kioskId,
    clock,
    outbox,
    secureElement: hardware.devices.secureElement,
    devices: allDevices(hardware.devices),
    noticeDigest: noticeDigest(rules.notice),
    modelDigests: analyses.modelDigests,
    recordModelDigests: analyses.recordModelDigests,
    releases: releasesReported(rules.releases),
  });
  await recover({ outbox, reporter, vault, receipts, clock, log });
  const delivery = opened.add(
    startDelivery({
      kioskId,
      mode,
      clock,
      outbox,
      link: server.connection.link,
      serverKeys: server.serverKeys.ever,
      random: Math.random,
      onState: (state) => log({ event: 'delivery', state: state.kind, ...('why' in state && { why: state.why }) }),
    }),
  );
  reports.follow(() => delivery.wake());
  const fleetAttempts = opened.add(
    openFleetAttempts({
      kioskId,
      clock,
      secureElement: hardware.devices.secureElement,
      link: server.connection.link,
      owed: storage.journal.owedAttempts,
      log,
    }),
  );
  const groups = await openGroupCounts(foundation, { hardware, server });
  return { reporter, delivery, fleetAttempts, groups };
}

function releasesReported(channel: ReleaseChannel | undefined): ReporterOptions['releases'] {
  return channel && (() => ({ standing: channel.standing(), targets: channel.held().targets }));
}
