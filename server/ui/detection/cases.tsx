import { useSignal } from '@preact/signals';
import type { CaseFile, CaseList, CaseView, OneCase, ResponseView } from '../../detection/answers.ts';
import {
  CASE_OUTCOMES,
  type CaseOutcome,
  type Escalation,
  ESCALATIONS,
  NOTE_CODES,
  type NoteCode,
} from '../../detection/vocabulary.ts';
import { Badge, type BadgeProps } from '../design/badge.tsx';
import { Button } from '../design/button.tsx';
import { Select } from '../design/choice.tsx';
import { StatePanel } from '../design/state-panel.tsx';
import { dateAndTime } from '../design/times.ts';
import { t } from '../languages/text.ts';
import { FollowedRow, useOpened } from '../records/followed-row.tsx';
import { Loaded } from '../records/loaded.tsx';
import { saveFile } from '../records/save-file.ts';
import { Table } from '../records/table.tsx';
import { mayAct } from '../shell/session.ts';
import { askProved } from '../sign-in/step-up.ts';
import { refusalWords } from '../sign-in/words.ts';
import { act } from './act.ts';
import { FindingState } from './inbox.tsx';
import { Subject } from './finding-facts.tsx';
import { RuleName } from './rule-name.tsx';
import { RESPONSE_WORDS } from '../words-of-detection.ts';
import { CASE_STATE_WORDS, END_WORDS, ESCALATION_WORDS, NOTE_WORDS, OUTCOME_WORDS } from './words.ts';

const LOOKS: { readonly [State in CaseView['state']]: Omit<BadgeProps, 'word'> } = {
  open: { tone: 'caution', icon: 'wait' },
  escalated: { tone: 'bad', icon: 'arrow' },
  closed: { tone: 'plain', icon: 'tick' },
};

/** Findings about one subject, grouped. */
export function Cases() {
  const opened = useOpened<string>();
  return (
    <Loaded<CaseList> path="/v1/detection/cases" away={t('The server goes on judging events.')}>
      {({ cases }) => (
        <section class="panel" aria-labelledby="cases-title">
          <h2 id="cases-title">{t('Cases')}</h2>
          {cases.length === 0 ? (
            <StatePanel kind="empty" title={t('There are no cases.')} />
          ) : (
            <Table
              caption={t('Cases, open ones first')}
              columns={[
                t('Subject of the finding'),
                t('Site'),
                t('Begun'),
                t('Latest finding'),
                t('State'),
                t('Details'),
              ]}
            >
              {cases.map((one) => (
                <FollowedRow
                  key={one.id}
                  id={one.id}
                  opened={opened}
                  columns={6}
                  verb={t('Open ## a row of a list')}
                  what={one.entity.id}
                  cells={
                    <>
                      <th scope="row">
                        <Subject entity={one.entity} />
                      </th>
                      <td>{one.site}</td>
                      <td class="figures">{dateAndTime(one.openedAt)}</td>
                      <td class="figures">{dateAndTime(one.latestAt)}</td>
                      <td>
                        <Badge {...LOOKS[one.state]} word={CASE_STATE_WORDS[one.state]} />
                      </td>
                    </>
                  }
                >
                  <Loaded<OneCase>
                    path={`/v1/detection/cases/${one.id}`}
                    away={t('The server goes on judging events.')}
                  >
                    {(shown, { again }) => <CaseDetails shown={shown} again={again} />}
                  </Loaded>
                </FollowedRow>
              ))}
            </Table>
          )}
        </section>
      )}
    </Loaded>
  );
}

function CaseDetails({ shown, again }: { readonly shown: OneCase; readonly again: () => void }) {
  const words = useSignal('');
  const { id } = shown.case;
  const say = (said: string): void => {
    words.value = said;
    again();
  };
  return (
    <div class="case-details">
      <ol>
        {timeline(shown).map(({ at, key, line }) => (
          <li key={key}>
            <span class="figures">{dateAndTime(at)}</span> {line}
          </li>
        ))}
      </ol>
      <p role="status">{words.value}</p>
      {shown.case.mayHandle && <CaseActs id={id} onDone={say} />}
      {mayAct('case.export') && (
        <Button label={t('Save the case with proofs')} onPress={() => void save(id).then(say)} />
      )}
    </div>
  );
}

/** Pure: everything that happened in a case, the oldest first. */
function timeline({ case: one, findings, notes, responses }: OneCase) {
  const { escalatedAt, escalatedTo, escalatedBy, closedAt, closedBy, outcome } = one;
  return [
    ...findings.map((finding) => ({
      at: finding.at,
      key: finding.id,
      line: (
        <>
          <RuleName rule={finding.rule} /> <FindingState finding={finding} />
        </>
      ),
    })),
    ...responses.flatMap(responseLines),
    ...notes.map(({ at, code, by }) => ({
      at,
      key: `${at} ${code}`,
      line: (
        <>
          {NOTE_WORDS[code]} <bdi class="quiet">{by}</bdi>
        </>
      ),
    })),
    ...(escalatedAt === null || escalatedTo === null
      ? []
      : [
          {
            at: escalatedAt,
            key: 'escalated',
            line: (
              <>
                {t('Escalated to: {to}', { to: ESCALATION_WORDS[escalatedTo] })} <bdi class="quiet">{escalatedBy}</bdi>
              </>
            ),
          },
        ]),
    ...(closedAt === null || outcome === null
      ? []
      : [
          {
            at: closedAt,
            key: 'closed',
            line: (
              <>
                {t('Closed: {outcome}', { outcome: OUTCOME_WORDS[outcome] })} <bdi class="quiet">{closedBy}</bdi>
              </>
            ),
          },
        ]),
  ].sort((earlier, later) => earlier.at - later.at);
}

/** Pure: a response when it was proposed, confirmed, took effect and ended. */
function responseLines({ id, kind, proposedAt, atOnce, confirmedAt, confirmedBy, effectAt, ...rest }: ResponseView) {
  const { endedAt, endedBy, endedBecause } = rest;
  const response = RESPONSE_WORDS[kind];
  const steps = [
    { at: proposedAt, by: null, words: t('Proposed: {response}', { response }) },
    { at: confirmedAt, by: confirmedBy, words: t('Confirmed: {response}', { response }) },
    {
      at: effectAt,
      by: null,
      words: atOnce ? t('Started by policy: {response}', { response }) : t('In force: {response}', { response }),
    },
    {
      at: endedAt,
      by: endedBy,
      words: endedBecause === null ? '' : t('{end}: {response}', { end: END_WORDS[endedBecause], response }),
    },
  ];
  return steps.flatMap(({ at, by, words }, index) =>
    at === null
      ? []
      : [
          {
            at,
            key: `${id} ${index}`,
            line: (
              <>
                {words} {by !== null && <bdi class="quiet">{by}</bdi>}
              </>
            ),
          },
        ],
  );
}

function CaseActs({ id, onDone }: { readonly id: string; readonly onDone: (words: string) => void }) {
  const note = useSignal<NoteCode | null>(null);
  const to = useSignal<Escalation | null>(null);
  const outcome = useSignal<CaseOutcome | null>(null);
  const send = (body: object, done: string): void => void act(`/v1/detection/cases/${id}`, body, done).then(onDone);
  return (
    <div class="filters">
      <Select
        title={t('Note ## on a case')}
        options={NOTE_CODES}
        words={NOTE_WORDS}
        chosen={note.value}
        onChoose={(one) => (note.value = one)}
      />
      {note.value !== null && (
        <Button
          label={t('Add the note')}
          onPress={() => send({ step: 'note', code: note.value }, t('The note is recorded.'))}
        />
      )}
      <Select
        title={t('Escalate to')}
        options={ESCALATIONS}
        words={ESCALATION_WORDS}
        chosen={to.value}
        onChoose={(one) => (to.value = one)}
      />
      {to.value !== null && (
        <Button
          label={t('Escalate')}
          onPress={() => send({ step: 'escalate', to: to.value }, t('The escalation is recorded.'))}
        />
      )}
      <Select
        title={t('Close with')}
        options={CASE_OUTCOMES}
        words={OUTCOME_WORDS}
        chosen={outcome.value}
        onChoose={(one) => (outcome.value = one)}
      />
      {outcome.value !== null && (
        <Button
          label={t('Close the case')}
          onPress={() => send({ step: 'close', outcome: outcome.value }, t('The case is closed.'))}
        />
      )}
    </div>
  );
}

async function save(id: string): Promise<string> {
  const asked = await askProved<CaseFile>('POST', `/v1/detection/cases/${id}/file`);
  if (asked.kind !== 'answered') return refusalWords(asked);
  saveFile(`postern-case-${id}.json`, 'application/json', `${JSON.stringify(asked.value, null, 2)}\n`);
  return t('The case is saved, and the ledger has the digest of the file.');
}
