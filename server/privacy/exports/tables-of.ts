/** Tables for files from the views that the console shows. Pure. */
import { DUE_BANDS, type DueBand } from '../../contract/keeping.ts';
import { OUTCOMES } from '../../contract/vocabulary.ts';
import type { AccessRequestView } from '../answers/access-request.ts';
import type { ErasureView, HeldView, ViewingView } from '../answers/privacy.ts';
import type { ProcessingRecord, StatisticsView } from '../answers/record.ts';
import type { PolicyVersion } from '../answers/retention.ts';
import type { Table } from './table.ts';

const time = (at: number | null): string => (at === null ? '' : new Date(at).toISOString());

export function heldTable({ lanes }: HeldView): Table {
  return {
    title: 'Kept by lanes',
    columns: ['Site', 'Lane', 'Class', ...DUE_BANDS.map((band) => DUE_COLUMNS[band]), 'As of', 'Overdue'],
    rows: lanes.flatMap(({ site, lane, classes, at, overdue }) => {
      const lateWithoutCounts = overdue.filter(
        (one) => !classes.some((its) => its.retentionClass === one.retentionClass),
      );
      const none = DUE_BANDS.map(() => '');
      if (classes.length === 0 && lateWithoutCounts.length === 0) {
        return [[site, lane, at === null ? 'not reported' : 'nothing', ...none, time(at), '']];
      }
      const late = lateWithoutCounts.map((one) => [site, lane, one.retentionClass, ...none, time(at), one.kind]);
      const kept = classes.map(({ retentionClass, counts }) => [
        site,
        lane,
        retentionClass,
        ...DUE_BANDS.map((band) => String(counts.due[band])),
        time(at),
        overdue
          .filter((one) => one.retentionClass === retentionClass)
          .map(({ kind }) => kind)
          .join(' '),
      ]);
      return [...kept, ...late];
    }),
  };
}

const DUE_COLUMNS: { readonly [Band in DueBand]: string } = {
  overdue: 'Overdue',
  tenMinutes: 'Due within 10 minutes',
  hour: 'Due within an hour',
  day: 'Due within a day',
  later: 'Due later',
};

export function erasuresTable(erasures: readonly ErasureView[]): Table {
  return {
    title: 'Erasures',
    columns: ['From', 'To', 'Site', 'Lane', 'Class', 'Cause', 'Erased', 'Keys', 'Policy', 'Erasure'],
    rows: erasures.map((one) => [
      time(one.from),
      time(one.to),
      one.site,
      one.lane,
      one.retentionClass,
      one.cause,
      String(one.erased),
      String(one.keys),
      one.retentionDigest,
      one.erasureId,
    ]),
  };
}

export function viewingsTable(viewings: readonly ViewingView[]): Table {
  return {
    title: 'Viewings of evidence',
    columns: ['When', 'Officer', 'Role', 'Purpose', 'Relation', 'Site', 'Lane', 'Refusal', 'Marks', 'Grant'],
    rows: viewings.map((one) => [
      time(one.at),
      one.officer ?? '',
      one.role ?? '',
      one.purpose ?? '',
      one.relation ?? '',
      one.site,
      one.lane,
      one.refusal ?? '',
      one.marks.map(({ kind }) => kind).join(' '),
      one.grant,
    ]),
  };
}

export function retentionTable(versions: readonly PolicyVersion[]): Table {
  return {
    title: 'Retention policies',
    columns: ['Number', 'Digest', 'Proposed by', 'Approved by', 'Approved', 'Field', 'Before', 'After'],
    rows: versions.flatMap(({ number, digest, proposedBy, approvedBy, approvedAt, changes }) =>
      changes.map(({ field, before, after }) => [
        String(number),
        digest,
        proposedBy,
        approvedBy,
        time(approvedAt),
        field,
        before ?? '',
        after,
      ]),
    ),
  };
}

export function requestsTable(requests: readonly AccessRequestView[]): Table {
  return {
    title: 'Requests of travellers',
    columns: ['Request', 'Kind', 'By', 'Received', 'Due', 'State', 'Closed'],
    rows: requests.map((one) => [
      one.id,
      one.kind,
      one.foundBy,
      time(one.receivedAt),
      time(one.dueAt),
      one.state,
      time(one.closedAt),
    ]),
  };
}

/** ISO 8601, in the largest unit without a remainder. */
function durationOf(ms: number): string {
  if (ms % 86_400_000 === 0) return `P${ms / 86_400_000}D`;
  return ms % 60_000 === 0 ? `PT${ms / 60_000}M` : `PT${ms / 1_000}S`;
}

export function recordTable(record: ProcessingRecord): Table {
  return {
    title: 'Record of processing (Art. 30 GDPR)',
    columns: ['What', 'Of', 'Is'],
    rows: [
      ['Controller', '', record.answerable.controller ?? 'not named'],
      ['Contact for data protection', '', record.answerable.contact ?? 'not named'],
      ...record.categories.map(({ who, data }) => ['Data', who, data]),
      ...record.classes.flatMap(({ retentionClass, purpose, legalBasis, limitMs, visibleTo }) => [
        ['Purpose', retentionClass, purpose],
        ['Legal basis', retentionClass, legalBasis],
        ['Kept at most (ISO 8601)', retentionClass, durationOf(limitMs)],
        ['Visible to', retentionClass, visibleTo.join(' ')],
      ]),
      ['Retention policy', String(record.policyNumber ?? ''), record.policyDigest ?? 'none agreed on here'],
      ['Transfers to third countries', '', record.transfers],
      ...record.measures.map((measure) => ['Measure', '', measure]),
      ...record.recipients.map((recipient) => ['Recipient', '', recipient]),
      ...record.witnesses.map((witness) => ['Witness', '', witness]),
      ...record.lanes.flatMap(({ kioskId, policyDigest, noticeDigest, modelDigests, devices }) => [
        ['Decision policy', kioskId, policyDigest],
        ['Notice', kioskId, noticeDigest],
        ...Object.entries(modelDigests).map(([role, digest]) => [`Model ${role}`, kioskId, digest]),
        ...devices.map((device) => ['Device', kioskId, device]),
      ]),
      ...record.facts.map(({ name, value }) => ['Fact, over four weeks', name, value]),
    ],
  };
}

export function assessmentTable({ facts }: ProcessingRecord): Table {
  return {
    title: 'Facts for an impact assessment (Art. 35 GDPR)',
    columns: ['Fact, over four weeks', 'Value'],
    rows: facts.map(({ name, value }) => [name, value]),
  };
}

export function statisticsTable({ rows, smallest }: StatisticsView): Table {
  const shown = (count: number | null): string =>
    count === null ? `withheld (below ${smallest}, or beside one)` : String(count);
  return {
    title: 'Outcomes by site',
    columns: ['Site', ...OUTCOMES, 'total'],
    rows: rows.map(({ site, counts, total }) => [
      site,
      ...OUTCOMES.map((outcome) => shown(counts[outcome])),
      shown(total),
    ]),
  };
}
